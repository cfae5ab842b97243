import { expect, test } from 'vitest'
import { HeapRounds } from '../../../../src/isolation/leaks/heap-rounds.ts'

const settings = { rounds: 10, bytesPerIteration: 32 }

/** A load of so many iterations, each of which takes 1 ms, and keeps so many bytes. */
function run(parts: {
  iterations: number | null
  plannedMs: number | null
  keeps?: number
  own?: unknown
  ownBytesEach?: number
}) {
  const all = 24_000
  let usedBytes = 1e7
  let nowMs = 0
  let collections = 0
  const disturbed: string[] = []
  const rounds = new HeapRounds(settings, { collect: () => collections++, usedBytes: () => usedBytes })
  const execute = rounds.around((given: number) => {
    nowMs++
    usedBytes += parts.keeps ?? 0
    return given
  })
  rounds.begin({
    ...parts,
    now: () => nowMs,
    disturb: () => (disturbed.push('begin'), () => disturbed.push('end')),
    own: [parts.own],
    ownBytesEach: parts.ownBytesEach ?? 0,
  })
  expect(execute(7)).toBe(7)
  for (let index = 1; index < all; index++) execute(index)
  rounds.finish()
  return { metrics: rounds.metrics, collections, disturbed }
}

const everyTenth = Array.from({ length: 10 }, (_, index) => (index + 1) * 2_400)

test.each([
  ['counted', { iterations: 24_000, plannedMs: null }],
  ['bounded by time', { iterations: null, plannedMs: 24_000 }],
])('a load that is %s is looked at after each round, once garbage was collected', (_, load) => {
  const { metrics, collections, disturbed } = run({ ...load, keeps: 100 })
  expect(metrics.looks.map(({ iterations }) => iterations)).toEqual(everyTenth)
  expect(metrics).toMatchObject({ verdict: 'fail', bytes_per_iteration: 100 })
  expect(collections).toBe(10)
  expect(disturbed).toEqual(everyTenth.flatMap(() => ['begin', 'end']))
})

test('what is recorded of the run is told apart', () => {
  const { metrics } = run({ iterations: 24_000, plannedMs: null, own: ['x'.repeat(1_000)] })
  expect(metrics.verdict).toBe('pass')
  expect(metrics.looks[0]!.own_bytes).toBeGreaterThan(1_000)
  const each = run({ iterations: 24_000, plannedMs: null, keeps: 100, ownBytesEach: 80 })
  expect(each.metrics).toMatchObject({ verdict: 'pass', bytes_per_iteration: 20 })
})

test('what made fewer iterations than planned has fewer looks', () => {
  const { metrics } = run({ iterations: 200_000, plannedMs: null, keeps: 100 })
  expect(metrics.looks.map(({ iterations }) => iterations)).toEqual([20_000, 24_000])
  expect(metrics).toMatchObject({ verdict: 'invalid', trouble: expect.stringContaining('2 of 10 times') })
})

test('without a garbage collector nothing is known', () => {
  const rounds = new HeapRounds(settings, { collect: null, usedBytes: () => 0 })
  rounds.begin({
    iterations: 1,
    plannedMs: null,
    now: () => 0,
    disturb: () => () => {},
    own: [],
    ownBytesEach: 0,
  })
  rounds.finish()
  expect(rounds.metrics).toMatchObject({
    verdict: 'invalid',
    looks: [],
    trouble: expect.stringContaining('no garbage'),
  })
})
