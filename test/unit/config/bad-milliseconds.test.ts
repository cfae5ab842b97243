import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../support/problems-of.ts'

const longest = 2 ** 31 - 1
const tooLong = `at most ${longest} milliseconds`
const timed = { executor: 'constant-concurrency', concurrency: 1, durationMs: 5 }
const open = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 50 }
const counted = { executor: 'shared-iterations', iterations: 5 }

/** Node fires a timer at once that is set beyond 2^31 - 1 ms. */
describe('a time longer than timers can wait', () => {
  test.each<[string, (ms: number) => Record<string, unknown>]>([
    ['load.durationMs', (ms) => ({ load: { ...timed, durationMs: ms } })],
    ['load.warmupMs', (ms) => ({ load: { ...timed, warmupMs: ms } })],
    ['load.thinkTimeMs', (ms) => ({ load: { ...timed, thinkTimeMs: ms } })],
    ['load.drainMs', (ms) => ({ load: { ...timed, drainMs: ms } })],
    ['load.iterationTimeoutMs', (ms) => ({ load: { ...timed, iterationTimeoutMs: ms } })],
    ['load.maxDurationMs', (ms) => ({ load: { ...counted, maxDurationMs: ms } })],
    ['load.maxQueueMs', (ms) => ({ load: { ...open, maxQueueMs: ms } })],
    ['health.latenessMs', (ms) => ({ load: open, health: { latenessMs: ms } })],
    ['budgets.latency.p99.maxMs', (ms) => ({ load: open, budgets: { latency: { p99: { maxMs: ms } } } })],
  ])('is a problem of %s', (path, optionsWith) => {
    expect(problemsOf(optionsWith(longest))).toBe('no problems')
    expect(problemsOf(optionsWith(longest + 1))).toEqual([[path, tooLong, String(longest + 1)]])
  })
})
