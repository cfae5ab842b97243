// On real time, with a real thread.
import { expect, test, vi } from 'vitest'
import { realClock } from '../../../src/foundation/clock.ts'
import { runReally } from '../../support/real-run.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const health = { latenessMs: 250 }
const load = { executor: 'constant-arrival-rate', ratePerSecond: 2000, durationMs: 300, timing: 'precise' }

const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

test('no start is early, and the thread ends with the run', async () => {
  const before = threads()
  let during = 0
  const timers = vi.spyOn(realClock, 'after')
  const metrics = await runReally({ load, health }, () => (during = threads()))
  // Limits and samples; with a timer for every millisecond there would be hundreds.
  expect(timers.mock.calls.length).toBeLessThan(60)
  timers.mockRestore()
  expect(metrics).toMatchObject({ verdict: 'pass', success_count: 600 })
  expect(metrics.latency!.lateness!.min_ms).toBeGreaterThanOrEqual(0)
  expect(during).toBeGreaterThan(before)
  expect(threads()).toBe(before)
})

test('it ends also where the load is cut short', async () => {
  const before = threads()
  const endless = Promise.reject(new Error('no data'))
  endless.catch(() => {})
  const data = { carries: 'data', open: () => Object.assign(() => 1, { ready: endless }) }
  const metrics = await runReally({ load, data }, () => {})
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
  expect(threads()).toBe(before)
})

test('a clock that is not real has no use for a thread', async () => {
  let during = 0
  const before = threads()
  const { metrics } = await runVirtually({ load }, () => (during = threads()))
  expect(metrics).toMatchObject({ verdict: 'pass', success_count: 600 })
  expect(during).toBe(before)
})
