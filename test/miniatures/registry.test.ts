import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/foundation/random.ts'
import { bugs } from './bugs.ts'
import { judgeMiniature } from './support/judge-miniature.ts'

const folder = new URL('./bugs/', import.meta.url)
const files = readdirSync(folder)

test('all fourteen bugs are there, each in the file of its name', () => {
  expect(bugs).toHaveLength(14)
  expect(bugs.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort())
})

test.each(files)('%s has fewer than 100 lines', (file) => {
  expect(readFileSync(new URL(file, folder), 'utf8').split('\n').length - 1).toBeLessThan(100)
})

describe.each(bugs.map((miniature) => [miniature.name, miniature] as const))('%s', (_, miniature) => {
  test('says where it is from, in a line', () => {
    expect(miniature.source).toMatch(/^[^\n]{20,}$/)
  })

  test('draws its faults from the seed alone', () => {
    const draw = (seed: number) => miniature.drawFaults(seededRandom(seed))
    const drawn = Array.from({ length: 20 }, (_, seed) => JSON.stringify(draw(seed)))
    expect(JSON.stringify(draw(3))).toBe(drawn[3])
    expect(new Set(drawn).size).toBeGreaterThan(1)
    for (const { kind, at } of draw(3)) {
      expect(kind).toMatch(/^[a-z-]+$/)
      expect(Number.isInteger(at)).toBe(true)
    }
  })

  test('is the same in every detail when it is run again', async () => {
    const judge = () => judgeMiniature(miniature, { bug: true, seed: 11 })
    expect(await judge()).toEqual(await judge())
  })

  test('needs its faults: without them nothing fails', async () => {
    const judgement = await judgeMiniature(miniature, { bug: true, seed: 5, faults: [] })
    expect(judgement.verdict).not.toBe('fail')
  })
})

test('a fault that never strikes is told', async () => {
  const never = { kind: 'crash', at: 100_000, lastsMs: 1 }
  const judgement = await judgeMiniature(bugs[0]!, { bug: true, seed: 1, faults: [never] })
  expect(judgement.missing).toEqual([never])
})
