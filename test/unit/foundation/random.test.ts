import { describe, expect, test } from 'vitest'
import { drawSeed } from '../../../src/foundation/draw-seed.ts'
import { seededRandom, type Random } from '../../../src/foundation/random.ts'

const draw = (random: Random, count = 20): number[] => Array.from({ length: count }, () => random.next())

describe('seeded random', () => {
  test('gives the same stream for the same seed and another for another', () => {
    expect(draw(seededRandom(42))).toEqual(draw(seededRandom(42)))
    expect(draw(seededRandom(42))).not.toEqual(draw(seededRandom(43)))
  })

  test('stays in [0, 1) and fills it evenly', () => {
    const values = draw(seededRandom(1), 20_000)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    const counts = Array.from(
      { length: 10 },
      (_, tenth) => values.filter((v) => Math.floor(v * 10) === tenth).length,
    )
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  test('forks the same stream however much the parent was drawn from', () => {
    const fresh = seededRandom(9).fork('data')
    const used = seededRandom(9)
    draw(used, 100)
    expect(draw(used.fork('data'))).toEqual(draw(fresh))
  })

  test('does not move the parent when it forks', () => {
    const forked = seededRandom(9)
    forked.fork('a')
    expect(draw(forked)).toEqual(draw(seededRandom(9)))
  })

  test('forks other streams for other labels and other seeds', () => {
    const streams = [
      draw(seededRandom(9)),
      draw(seededRandom(9).fork('a')),
      draw(seededRandom(9).fork('b')),
      draw(seededRandom(10).fork('a')),
      draw(seededRandom(9).fork('a').fork('a')),
    ]
    expect(new Set(streams.map((stream) => stream[0])).size).toBe(streams.length)
  })

  test('draws integers with both ends included', () => {
    const random = seededRandom(3)
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(-1, 2)))
    expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2])
  })

  test('draws a seed that a 32-bit integer holds', () => {
    const seeds = Array.from({ length: 100 }, () => drawSeed())
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true)
    expect(new Set(seeds).size).toBeGreaterThan(90)
  })
})
