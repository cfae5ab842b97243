import { describe, expect, test } from 'vitest'
import { measureGroup } from '../../../src/budget/measure-group.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { resolveCapacity } from '../../../src/config/resolve-capacity.ts'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { absorbRecorder, packRecorder } from '../../../src/record/pack-recorder.ts'
import { Recorder } from '../../../src/record/recorder.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = (durationMs: number, more: object = {}) => ({
  executor: 'constant-arrival-rate',
  ratePerSecond: 100,
  durationMs,
  ...more,
})

/** 5 to 15 ms, each as likely as any: p90 is 14 ms. */
const run = (options: Record<string, unknown>, takesMs = (ms: number) => ms) => {
  const random = seededRandom(1)
  return runVirtually(options, ({ wait }) => wait(takesMs(5 + random.integer(0, 10_000) / 1000)))
}
const limited = (maxMs: number, durationMs = 20_000) => ({
  load: load(durationMs),
  budgets: { latency: { p90: { maxMs, confidence: 0.99 } } },
})

describe('a limit with a confidence', () => {
  test('passes where the whole interval keeps it', async () => {
    const { metrics } = await run(limited(14.5))
    expect(metrics).toMatchObject({ verdict: 'pass', cause: null })
    const [budget] = metrics.budgets!
    expect(budget).toMatchObject({ verdict: 'pass', samples: 2_000, uncertainty: { outcome: 'pass' } })
    expect(budget!.detail).toMatch(
      /^2,000 samples; worst second \d+ s; (worth [\d,]+ independent ones; )?99 % interval 13\.\d+ to 13\.\d+ ms$/,
    )
    expect(budget!.uncertainty!.to_ms).toBeLessThan(14.5)
    expect(budget!.uncertainty!.from_ms).toBeLessThan(14)
  })

  test('fails where none of it does', async () => {
    const { metrics } = await run(limited(13))
    expect(metrics).toMatchObject({ verdict: 'fail', budgets: [{ uncertainty: { outcome: 'fail' } }, {}] })
  })

  test('is undecided between the two: invalid, with the samples that would tell', async () => {
    const { metrics } = await run(limited(13.8))
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'undecided',
      problems: ['latency.p90: so many samples cannot tell whether the limit is kept'],
    })
    const [budget] = metrics.budgets!
    expect(budget!.actual).toBeGreaterThan(13.5)
    expect(budget!.detail).toContain('undecided: its interval reaches across the limit; about ')
    expect(budget!.uncertainty!.samples_needed).toBeGreaterThan(2_000)
  })

  test('is undecided in a run that is too short, and says so', async () => {
    const { metrics } = await run(limited(20, 50))
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'undecided' })
    expect(metrics.budgets![0]!.detail).toContain('too few stretches of time')
  })

  test('a limit that was missed beside it is a failure, and one without samples is no evidence', async () => {
    const budgets = { latency: { p90: { maxMs: 14.05, confidence: 0.99 }, p50: { maxMs: 1 } } }
    expect((await run({ load: load(20_000), budgets })).metrics.verdict).toBe('fail')
    const unseen = { ...limited(13.8).budgets, messageTypes: { none: { failures: { max: 1 } } } }
    expect((await run({ load: load(20_000), budgets: unseen })).metrics.cause).toBe('no-evidence')
  })

  test('is wider where slow samples come together', async () => {
    let count = 0
    const waves = (): number => (Math.floor(count++ / 200) % 2 === 0 ? 5 : 15)
    const random = seededRandom(1)
    const apart = (): number => (random.integer(0, 1) === 0 ? 5 : 15)
    const worthOf = async (takesMs: () => number) =>
      (await run(limited(20), takesMs)).metrics.budgets![0]!.uncertainty!.effective_samples!
    expect(await worthOf(apart)).toBeGreaterThan(5 * (await worthOf(waves)))
  })
})

describe('of several loads', () => {
  test('each is judged by its own samples, and all together', async () => {
    const slow = { maxMs: 14.5, confidence: 0.99 }
    const budgets = {
      latency: { p90: slow },
      loads: { a: { latency: { p90: slow } }, b: { serviceTime: { p90: slow } } },
    }
    const { metrics, recording } = await run({
      loads: { a: load(20_000), b: load(8_000, { startAfterMs: 6_000 }) },
      budgets,
    })
    const found = metrics.budgets!.map(({ budget, samples, uncertainty }) => [
      budget,
      samples,
      uncertainty?.outcome,
    ])
    expect(found).toEqual([
      ['latency.p90', 2_800, 'pass'],
      ['successRate', 2_800, undefined],
      ['loads.a.latency.p90', 2_000, 'pass'],
      ['loads.b.serviceTime.p90', 800, 'pass'],
    ])
    const together = measureGroup(recording!, {}).stretches!.response!.ranges()
    expect(together.flat().reduce((sum, { count }) => sum + count, 0)).toBe(2_800)
  })

  test('a warm-up is no part of it, given or found', async () => {
    for (const warmupMs of [2_000, 'auto']) {
      const options = { ...limited(14.5), load: load(20_000, { warmupMs }) }
      let begun = 0
      const { recording } = await run(options, (ms) => ms + Math.max(0, 200 - begun++))
      const [{ stretches, cells } = { stretches: null, cells: null }] = recording!.loads
      const kept = stretches!
        .response!.ranges()
        .flat()
        .reduce((sum, { count }) => sum + count, 0)
      expect(recording!.loads[0]!.warmupMs).toBeGreaterThan(1_000)
      const steady = cells!.matching({ phase: 'steady' }).reduce((sum, { succeeded }) => sum + succeeded, 0)
      expect(kept).toBeGreaterThanOrEqual(steady - 20)
      expect(kept).toBeLessThanOrEqual(steady)
    }
  })
})

test('what workers recorded adds up', () => {
  const stretches = { fromMs: 0, widthMs: 10, keeps: ['response', 'service', 'lateness'] as const }
  const resolved = resolveScenario({ load: load(1_000) }, { seed: 1, timeoutMs: null })
  const plan = (resolved.ok ? resolved.value : null)!.loads[0]!.plan
  const make = (): Recorder => new Recorder(plan, 1_000, new RunRecords(null, Infinity, stretches))
  const whole = make()
  for (const ms of [5, 6]) {
    const worker = make()
    const facts = {
      index: 0,
      scheduledMs: 10,
      startedMs: 11,
      phase: 'steady',
      agent: null,
      message: undefined,
      tags: null,
    }
    worker.finished(facts as never, 10 + ms, null)
    absorbRecorder(whole, structuredClone(packRecorder(worker)))
  }
  const counts = (['response', 'service', 'lateness'] as const).map((times) =>
    whole.stretches![times]!.ranges().map((stretch) => stretch.map(({ from, count }) => [from, count])),
  )
  expect(counts[0]).toEqual([
    [],
    [
      [5_000, 1],
      [6_000, 1],
    ],
  ])
  expect(counts[1]).toEqual([
    [],
    [
      [4_000, 1],
      [5_000, 1],
    ],
  ])
  expect(counts[2]).toEqual([[], [[1_000, 2]]])
})

describe('what cannot be', () => {
  const problemsOf = (budgets: object) => {
    const resolved = resolveScenario({ load: load(1_000), budgets }, { seed: 1, timeoutMs: null })
    return resolved.ok
      ? []
      : resolved.problems.map(({ path, expected, got }) => `${path}: ${expected}, ${got}`)
  }

  test('a share out of range, and a confidence where there is no interval, or of an agent', () => {
    expect(
      problemsOf({ latency: { p99: { maxMs: 1, confidence: 99 }, p50: { maxMs: 1, confidence: 1 } } }),
    ).toEqual([
      'budgets.latency.p99.confidence: a share from 0.5 to less than 1, as 0.99, 99',
      'budgets.latency.p50.confidence: a share from 0.5 to less than 1, as 0.99, 1',
    ])
    expect(
      problemsOf({ latency: { max: { maxMs: 1, confidence: 0.9 }, p100: { maxMs: 1, confidence: 0.9 } } }),
    ).toEqual([
      'budgets.latency.max.confidence: a percentile between p0 and p100, which alone has an interval, 0.9 for max',
      'budgets.latency.p100.confidence: a percentile between p0 and p100, which alone has an interval, 0.9 for p100',
    ])
    expect(problemsOf({ agents: { a: { latency: { p99: { maxMs: 1, confidence: 0.9 } } } } })[0]).toContain(
      'confidence',
    )
  })

  test('one in a search for the capacity', () => {
    const search = { minPerSecond: 1, maxPerSecond: 2, maxInFlight: 1 }
    const budgets = { latency: { p99: { maxMs: 1, confidence: 0.99 } } }
    const resolved = resolveCapacity({ search, budgets }, { seed: 1 })
    expect(resolved.ok ? [] : resolved.problems.map(({ path }) => path)).toEqual([
      'budgets.latency.p99.confidence',
    ])
  })
})
