import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { realClock, sleep } from '../../../src/foundation/clock.ts'
import { runScenario } from '../../../src/run/run-scenario.ts'
import { identity, scenarioOf } from '../../support/virtual-run.ts'

describe('the clock of the process, under fake timers', () => {
  // Longer than all of this takes; a load that hangs ends soon.
  vi.setConfig({ testTimeout: 5000 })
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('goes on', async () => {
    expect([vi.isFakeTimers(), vi.getTimerCount()]).toEqual([true, 0])
    const startMs = realClock.now()
    await sleep(realClock, 2)
    expect(realClock.now() - startMs).toBeGreaterThan(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('yields to what is ready', async () => {
    await realClock.yield()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('cancels its own timers', async () => {
    let fired = false
    const cancel = realClock.after(1, () => {
      fired = true
    })
    cancel()
    await sleep(realClock, 4)
    expect(fired).toBe(false)
  })

  test.each([
    ['open', { executor: 'constant-arrival-rate', ratePerSecond: 1000, durationMs: 20 }],
    ['closed', { executor: 'shared-iterations', iterations: 20, concurrency: 2 }],
  ])('runs a whole load, %s model', async (_, load) => {
    const { metrics } = await runScenario({
      scenario: scenarioOf({ load: { ...load, drainMs: 100 }, health: { latenessMs: 1000 } }, 2000),
      identity,
      workload: async () => {
        await realClock.yield()
      },
      testContext: {},
      signal: null,
      onProgress: () => {},
    })
    expect(metrics).toMatchObject({ verdict: 'pass', success_count: 20, problems: [] })
  })
})

test('the clock of the process uses no timer that was put in place of its own', async () => {
  const asked: string[] = []
  const kinds = ['setTimeout', 'clearTimeout', 'setImmediate'] as const
  for (const kind of kinds) vi.stubGlobal(kind, () => asked.push(kind))
  try {
    realClock.after(1, () => asked.push('cancelled'))()
    await realClock.yield()
    await sleep(realClock, 3)
  } finally {
    vi.unstubAllGlobals()
  }
  expect(asked).toEqual([])
})
