import { describe, expect, test } from 'vitest'
import { metricsFileSchema, type ScenarioMetrics } from '../../../src/model/metrics.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { composeMetricsFile, gateVerdict } from '../../../src/report/compose-metrics-file.ts'
import { environment, metricsOf, withResponses } from '../../support/metrics.ts'
import { seriesOf } from '../../support/series.ts'

const generatedAt = new Date('2025-11-29T08:15:02.123Z')
function compose(
  scenarios: readonly ScenarioMetrics[],
  interrupted = false,
  problems: readonly string[] = [],
) {
  const file = composeMetricsFile({ scenarios, environment, interrupted, problems, generatedAt })
  expect(metricsFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
  return file
}

test('merged runs are named with what they ran on; the machine that merged is none of them', () => {
  const there = { ...environment, cpu: 'of the first machine' }
  const mergedFrom = [
    { machine: '1/2', shard: null, files: ['a'], environment: there },
    { machine: '2/2', shard: null, files: ['a'], environment },
  ]
  const parts = { scenarios: [], environment, interrupted: false, problems: [], generatedAt }
  expect(composeMetricsFile({ ...parts, mergedFrom })).toMatchObject({
    environment: there,
    merged_from: mergedFrom,
  })
  expect(composeMetricsFile(parts)).toMatchObject({ environment, merged_from: null })
})

describe('the figures at the top', () => {
  const first = [0, 1.5, 3, 3, 4, 250.123]
  const second = Array.from({ length: 500 }, (_, index) => index / 7)
  const file = compose([
    metricsOf({
      ...withResponses(seriesOf(first)),
      total_processed: 10,
      success_count: 9,
      failure_count: 1,
      duration: 2,
      by_agent: { a: 4, b: 6 },
    }),
    metricsOf({
      ...withResponses(seriesOf(second)),
      total_processed: 500,
      success_count: 495,
      failure_count: 5,
      duration: 8,
      by_agent: { b: 500 },
    }),
    metricsOf({ duration: 2 }),
  ])

  test('are sums, and rates of sums', () => {
    expect(file).toMatchObject({
      total_processed: 510,
      success_count: 504,
      failure_count: 6,
      success_rate: 504 / 510,
      duration: 12,
      throughput: 42,
      by_agent: { a: 4, b: 506 },
      by_message_type: null,
      generated_at: '2025-11-29T08:15:02.123Z',
      schema_version: '1.4.0',
    })
  })

  test('have percentiles as of one series of all samples, not averages', () => {
    const all = seriesOf([...first, ...second]).flatStats()
    const { avg_ms, ...merged } = file.latency_stats
    expect({ ...merged, avg_ms: null }).toEqual({ ...all, avg_ms: null })
    expect(avg_ms).toBeCloseTo(all.avg_ms!, 5)
    const again = LatencySeries.decode(file.histograms!.response!, {
      ...seriesOf([...first, ...second]).stats()!,
    })
    expect(again.stats()).toEqual(seriesOf([...first, ...second]).stats())
    expect(file.histograms).toEqual({
      response: file.histograms!.service,
      service: expect.any(String) as unknown,
      lateness: null,
    })
  })

  test('count types and agents that are called like parts of an object', () => {
    const counts = (entries: [string, number][]): Record<string, number> => Object.fromEntries(entries)
    const parts = (calls: number) => ({
      by_message_type: counts([
        ['constructor', calls],
        ['toString', 1],
        ['__proto__', 2 * calls],
      ]),
      by_agent: counts([['hasOwnProperty', calls]]),
    })
    // Not through the schema, which drops `__proto__`.
    const file = composeMetricsFile({
      scenarios: [metricsOf(parts(3)), metricsOf(parts(4)), metricsOf()],
      environment,
      interrupted: false,
      problems: [],
      generatedAt,
    })
    expect(Object.entries(file.by_message_type!)).toEqual([
      ['constructor', 7],
      ['toString', 2],
      ['__proto__', 14],
    ])
    expect(Object.entries(file.by_agent!)).toEqual([['hasOwnProperty', 7]])
  })

  test('keep the scenarios as they are, in order', () => {
    expect(file.scenarios.map(({ duration }) => duration)).toEqual([2, 8, 2])
  })

  test('are null where nothing was measured', () => {
    expect(compose([metricsOf()])).toMatchObject({
      success_rate: null,
      throughput: null,
      by_agent: null,
      by_message_type: null,
      histograms: null,
      latency_stats: { p99_ms: null, avg_ms: null },
    })
    expect(compose([])).toMatchObject({ total_processed: 0, success_rate: null, verdict: 'pass' })
  })
})

describe('the verdict of a file', () => {
  const passed = metricsOf()
  const failed = metricsOf({ verdict: 'fail' })
  const invalid = metricsOf({ verdict: 'invalid', cause: 'error' })
  const expectedToFail = (verdict: 'pass' | 'fail' | 'invalid') =>
    metricsOf({ verdict, expected_verdict: 'fail' })

  test.each([
    ['pass', [passed, passed]],
    ['invalid', [passed, invalid]],
    ['fail', [invalid, failed, passed]],
    ['pass', [passed, expectedToFail('fail')]],
    ['fail', [passed, expectedToFail('pass')]],
    ['invalid', [passed, expectedToFail('invalid')]],
  ] as const)('is %s, the worst of the gate', (verdict, scenarios) => {
    expect(compose(scenarios).verdict).toBe(verdict)
  })

  test('is never pass when the run was interrupted', () => {
    expect(compose([passed], true)).toMatchObject({ verdict: 'invalid', interrupted: true })
    expect(compose([], true).verdict).toBe('invalid')
    expect(compose([failed], true).verdict).toBe('fail')
  })

  test('is never pass when something went wrong beside the scenarios, and that is said', () => {
    const problems = ['stress/orders.stress.ts never reported']
    expect(compose([passed], false, problems)).toMatchObject({
      verdict: 'invalid',
      interrupted: false,
      problems,
    })
    expect(compose([failed], false, problems).verdict).toBe('fail')
  })

  test.each([
    ['pass', 'pass', 'pass'],
    ['fail', 'pass', 'fail'],
    ['invalid', 'pass', 'invalid'],
    ['pass', 'fail', 'fail'],
    ['fail', 'fail', 'pass'],
    ['invalid', 'fail', 'invalid'],
  ] as const)(
    'a verdict of %s where %s was expected is %s at the gate',
    (verdict, expected_verdict, gate) => {
      expect(gateVerdict(metricsOf({ verdict, expected_verdict }))).toBe(gate)
    },
  )
})
