import { describe, expect, test } from 'vitest'
import type { CapacityMetrics, CapacityProbe } from '../../../src/model/capacity.ts'
import { describeVerdict } from '../../../src/report/describe-verdict.ts'
import { renderCapacity } from '../../../src/report/render-capacity.ts'
import { renderFailure } from '../../../src/report/render-failure.ts'
import { renderScenarioMarkdown } from '../../../src/report/render-scenario-markdown.ts'
import { metricsOf } from '../../support/metrics.ts'

const point = (rate: number, given: Partial<CapacityProbe> = {}): CapacityProbe => ({
  rate_per_second: rate,
  probe: 1,
  seed: 1,
  verdict: 'pass',
  cause: null,
  breached: [],
  throughput: rate,
  p50_ms: 5,
  p95_ms: 12.34,
  p99_ms: 20,
  success_rate: 1,
  dropped_rate: 0,
  unfinished_rate: 0,
  ...given,
})
const above = point(1600, {
  verdict: 'fail',
  breached: ['throughput', 'latency.p99', 'successRate', 'dropped', 'unfinished'],
  throughput: 903.21,
  p99_ms: 1234.56,
  dropped_rate: 0.25,
  unfinished_rate: 0.125,
})
const saturated = point(3200, {
  verdict: 'invalid',
  cause: 'saturated',
  throughput: null,
  p50_ms: null,
  p95_ms: null,
  p99_ms: null,
  dropped_rate: null,
})
const capacity = (given: Partial<CapacityMetrics> = {}): CapacityMetrics => ({
  capacity_per_second: 812.5,
  at_least: false,
  min_per_second: 50,
  max_per_second: 3200,
  tolerance: 0.05,
  probes: 3,
  curve: [point(812.5), above, saturated],
  ...given,
})
const found = metricsOf({ name: 'orders #1', capacity: capacity() })

test('the curve is a table, the lowest rate first', () => {
  expect(renderCapacity(found)).toBe(
    [
      'Capacity of orders #1: 812.5/s (3 probes)',
      '     rate  throughput   p50       p95         p99  missed  result',
      '  812.5/s     812.5/s  5 ms  12.34 ms       20 ms     0 %  kept',
      '  1,600/s     903.2/s  5 ms  12.34 ms  1,234.6 ms  37.5 %  above: throughput, latency.p99, successRate, dropped and 1 more',
      '  3,200/s           -     -         -           -       -  invalid: saturated',
    ].join('\n'),
  )
  expect(renderCapacity(metricsOf())).toBe('')
})

describe('in words', () => {
  const [low, bad] = [point(50), { ...above, rate_per_second: 50 }]
  test.each<[string, Partial<CapacityMetrics>, string]>([
    ['found', {}, '812.5/s (3 probes)'],
    ['the highest rate is kept', { at_least: true }, 'at least 812.5/s (3 probes)'],
    [
      'the lowest is too high',
      { capacity_per_second: null, curve: [bad], probes: 1 },
      'below 50/s (1 probe)',
    ],
    ['saturated', { capacity_per_second: null, curve: [low, saturated] }, 'not known (3 probes)'],
  ])('%s', (_, given, text) => {
    expect(renderCapacity(metricsOf({ capacity: capacity(given) })).split('\n')[0]).toMatch(
      new RegExp(`: ${text.replaceAll(/[().]/g, String.raw`\$&`)}$`),
    )
  })

  test('beside the verdict, where one was found', () => {
    expect(describeVerdict(found)).toBe('pass: capacity 812.5/s (3 probes)')
    expect(describeVerdict({ ...found, verdict: 'fail' })).toBe('fail: capacity 812.5/s (3 probes)')
    const unknown = {
      capacity: capacity({ capacity_per_second: null }),
      verdict: 'invalid',
      cause: 'saturated',
    } as const
    expect(describeVerdict(metricsOf(unknown))).toBe('invalid: saturated')
  })
})

test('the curve stands in the text of a failure, and on the page of a job', () => {
  expect(renderFailure({ ...found, verdict: 'fail' })).toContain(
    '  Capacity of orders #1: 812.5/s (3 probes)\n',
  )
  expect(renderFailure(metricsOf({ verdict: 'fail' }))).not.toContain('Capacity')
  const markdown = renderScenarioMarkdown(found)
  expect(markdown).toContain('Capacity: 812.5/s (3 probes)')
  expect(markdown).toMatch(/\| 1,600\/s \| 903\.2\/s \|.*above: throughput/)
  expect(renderScenarioMarkdown(metricsOf())).not.toContain('Capacity')
})
