import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { nextStartOf } from '../../../src/load/next-start.ts'
import type { ThinkTime } from '../../../src/model/load-plan.ts'
import { runLoad } from '../../support/drive.ts'

/** Pauses of one user, as they would come. */
function pausesOf(thinkTimeMs: ThinkTime, count: number, { seed = 1, user = 0 } = {}): number[] {
  const next = nextStartOf({ thinkTimeMs, pacingMs: 0, seed }, user)!
  return Array.from({ length: count }, () => next(0, 1000) - 1000)
}
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

test('no think time is none', () => {
  expect(nextStartOf({ thinkTimeMs: 0, pacingMs: 0, seed: 1 }, 0)).toBeNull()
})

test('a uniform think time is spread evenly from its least to its most', () => {
  const pauses = pausesOf({ minMs: 20, maxMs: 80 }, 20_000)
  // The mean of 20,000 scatters by 17.3 / sqrt(20,000) = 0.12.
  expect(Math.abs(meanOf(pauses) - 50)).toBeLessThan(0.5)
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(20)
  expect(Math.max(...pauses)).toBeLessThan(80)
  const inFifth = (fifth: number): number =>
    pauses.filter((ms) => Math.floor((ms - 20) / 12) === fifth).length
  for (const fifth of [0, 1, 2, 3, 4]) expect(Math.abs(inFifth(fifth) - 4000)).toBeLessThan(250)
})

test('a uniform think time may be one number', () => {
  expect(pausesOf({ minMs: 30, maxMs: 30 }, 3)).toEqual([30, 30, 30])
})

test('an exponential think time has its mean, and as many long pauses as it should', () => {
  const pauses = pausesOf({ meanMs: 50 }, 20_000)
  // The mean of 20,000 scatters by 50 / sqrt(20,000) = 0.35.
  expect(Math.abs(meanOf(pauses) - 50)).toBeLessThan(1.5)
  const longer = (factor: number): number => pauses.filter((ms) => ms > factor * 50).length / 20_000
  expect(longer(1)).toBeCloseTo(Math.exp(-1), 1.7)
  expect(longer(3)).toBeCloseTo(Math.exp(-3), 1.7)
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0)
})

test('pauses are the same for the same seed and user, and others for others', () => {
  const think = { meanMs: 50 }
  expect(pausesOf(think, 50, { seed: 3, user: 4 })).toEqual(pausesOf(think, 50, { seed: 3, user: 4 }))
  expect(pausesOf(think, 50, { seed: 3, user: 5 })).not.toEqual(pausesOf(think, 50, { seed: 3, user: 4 }))
  expect(pausesOf(think, 50, { seed: 4, user: 4 })).not.toEqual(pausesOf(think, 50, { seed: 3, user: 4 }))
})

test.each<[string, ThinkTime]>([
  ['constant', 50],
  ['uniform', { minMs: 40, maxMs: 60 }],
  ['exponential', { meanMs: 50 }],
])('%s: users pause between two iterations, not before the first', async (_, thinkTimeMs) => {
  const load = { executor: 'shared-iterations', iterations: 4, thinkTimeMs }
  const { sink } = await runLoad(load, (_, clock) => sleep(clock, 10))
  let dueMs = 0
  // The seed of the plan is 1.
  const due = pausesOf(thinkTimeMs, 3).map((pauseMs) => (dueMs += 10 + pauseMs))
  for (const [index, { startedMs }] of sink.begins.entries())
    expect(startedMs).toBeCloseTo([0, ...due][index]!, 2)
})

test('a user thinks after an iteration that timed out, as after any other', async () => {
  const load = { executor: 'shared-iterations', iterations: 3, thinkTimeMs: 200, iterationTimeoutMs: 100 }
  const { sink } = await runLoad(load, () => new Promise(() => {}))
  // The sweep may come a hundredth of the timeout late, each time.
  expect(sink.begins.map(({ startedMs }) => Math.floor(startedMs / 10) * 10)).toEqual([0, 300, 600])
})
