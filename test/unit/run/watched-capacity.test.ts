import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { invalidMetrics } from '../../../src/run/invalid-metrics.ts'
import { runCapacity, type RunProbe } from '../../../src/run/run-capacity.ts'
import { runScenario } from '../../../src/run/run-scenario.ts'
import { request, searchOf, steadyServer } from '../../support/capacity.ts'

const search = { minPerSecond: 20, maxPerSecond: 320, probeMs: 2_000 }
const budgets = { latency: { p99: { maxMs: 15 } } }
const server = (perSecond: number) => ({ search, budgets, target: steadyServer(perSecond) })

describe('whoever watches the search', () => {
  const virtually = async (run: RunProbe, timeLimitMs?: number) => {
    const clock = new VirtualClock()
    const told: number[] = []
    const search = searchOf({ ...server(100), time: 'real' })
    const running = runCapacity(
      { ...search, timeLimitMs: timeLimitMs ?? search.timeLimitMs },
      { ...request, clock, onProgress: () => told.push(clock.now()) },
      run,
    )
    const { metrics } = await clock.run(running)
    return { metrics, told, clock }
  }
  const progress = {
    elapsedMs: 0,
    plannedMs: null,
    plannedIterations: null,
    started: 0,
    succeeded: 0,
    failed: 0,
  }
  const full = {
    ...progress,
    dropped: 0,
    inFlight: 0,
    startsPerSecond: null,
    plannedPerSecond: null,
    p95Ms: null,
  }

  test('hears of it while a target is closed and the next one is built', async () => {
    const { told } = await virtually(async (given) => {
      given.onProgress(full)
      await sleep(given.clock!, 11_000)
      return { metrics: invalidMetrics(given.identity, []), recording: null, evidence: null }
    })
    expect(told).toEqual([0, 5_000, 10_000])
  })

  test('hears which probe is under way, and its rate', async () => {
    const heard = new Set<string>()
    await runCapacity(searchOf({ ...server(1_000), search: { ...search, maxProbes: 9 } }), {
      ...request,
      onProgress: ({ probe }) => heard.add(JSON.stringify(probe)),
    })
    const rates = [20, 40, 80, 160, 320]
    expect([...heard]).toEqual(
      rates.map((ratePerSecond, at) => JSON.stringify({ number: at + 1, most: 9, ratePerSecond })),
    )
  })

  test('can rely on its time limit, which goes for all probes together', async () => {
    const { metrics, clock } = await virtually(async (given) => {
      await sleep(given.clock!, 400, given.signal!)
      const metrics = invalidMetrics(given.identity, [String(given.signal!.reason)])
      const ended = given.signal!.aborted
      return { metrics: { ...metrics, verdict: ended ? 'invalid' : 'pass' }, recording: null, evidence: null }
    }, 1_000)
    expect(clock.now()).toBe(1_000)
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', capacity: { probes: 3 } })
    expect(metrics.problems[0]).toMatch(/^probe at 80\/s: .*longer than its time limit of 1 s/)
  })
})

test('what is said of how guarantees are judged is said once', async () => {
  const notes: string[] = []
  const noisy: RunProbe = (given) => {
    given.onNote?.('asserted beyond what is declared')
    return runScenario(given)
  }
  await runCapacity(searchOf(server(100)), { ...request, onNote: (note) => notes.push(note) }, noisy)
  expect(notes).toEqual(['asserted beyond what is declared'])
})
