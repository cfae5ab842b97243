import { describe, expect, test } from 'vitest'
import { renderFailure } from '../../../src/report/render-failure.ts'
import { renderScenarioMarkdown } from '../../../src/report/render-scenario-markdown.ts'
import { suspectedWarmup } from '../../../src/report/suspected-warmup.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { secondOf } from '../../support/generator-second.ts'

const open = { executor: 'constant-arrival-rate', ratePerSecond: 20, durationMs: 30_000 }
const closed = { executor: 'constant-concurrency', concurrency: 2, durationMs: 30_000 }
const budgets = { latency: { max: { maxMs: 90 } } }
const coldUntil = (ms: number) => (at: number) => (at < ms ? 160 : 40)
const measure = async (options: object, msAt: (at: number) => number) => {
  const { metrics } = await runVirtually({ budgets, ...options }, ({ iteration, wait }) =>
    wait(msAt(iteration.startedMs) + (iteration.index % 7)),
  )
  return metrics
}
const note =
  "the first 3.0 s look like warm-up, and are part of the figures: warmupMs: 'auto', or 3000, leaves them out"

test('a slow beginning of a load without warm-up is noted, and judged all the same', async () => {
  const metrics = await measure({ load: open }, coldUntil(3_000))
  expect(metrics).toMatchObject({ verdict: 'fail', problems: [], plan: { warmup_ms: 0, warmup_found: null } })
  expect(renderFailure(metrics)).toContain(`\n\n  Note: ${note}\n\n`)
  expect(renderScenarioMarkdown(metrics)).toContain('\n- Note: the first 3.0 s look like warm-up')
})

test('of a load with a fixed number of users too', async () => {
  expect(suspectedWarmup(await measure({ load: closed }, coldUntil(3_000)))).toEqual([note])
})

test('only what can be asked for is offered', async () => {
  const metrics = await measure({ load: open }, coldUntil(3_000))
  const capacity = {} as NonNullable<typeof metrics.capacity>
  const health = { seconds: [secondOf({ worker: 1 })] } as NonNullable<typeof metrics.health>
  const expected = [note.replace("'auto', or 3000,", '3000')]
  expect(suspectedWarmup({ ...metrics, capacity })).toEqual(expected)
  expect(suspectedWarmup({ ...metrics, health })).toEqual(expected)
  const [limit] = metrics.budgets!
  const budgets = [{ ...limit!, budget: 'windows.10s.latency.max' }]
  expect(suspectedWarmup({ ...metrics, budgets })).toEqual(expected)
  expect(suspectedWarmup({ ...metrics, plan: { ...metrics.plan!, agents: 101 } })).toEqual(expected)
})

describe('nothing is noted of a load', () => {
  const ramp = {
    executor: 'ramping-concurrency',
    startConcurrency: 1,
    stages: [{ durationMs: 30_000, target: 5 }],
  }
  test.each<[string, object, (at: number) => number]>([
    ['that was warm', { load: open }, () => 40],
    ['with a warm-up', { load: { ...open, warmupMs: 1_000 } }, coldUntil(4_000)],
    ['whose warm-up was found', { load: { ...open, warmupMs: 'auto' } }, coldUntil(3_000)],
    ['too short to tell', { load: { ...open, durationMs: 15_000 } }, coldUntil(3_000)],
    ['that was slow for most of its time', { load: open }, coldUntil(20_000)],
    ['that changes its level', { load: ramp }, coldUntil(3_000)],
    ['beside another', { loads: { open, closed } }, coldUntil(3_000)],
    ['whose drain alone was fast', { load: { ...closed, durationMs: 19_000 } }, coldUntil(3_000)],
  ])('%s', async (_, options, msAt) => {
    expect(suspectedWarmup(await measure(options, msAt))).toEqual([])
  })
})
