import { describe, expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import type { Budgets } from '../../../src/model/scenario.ts'
import { recordingOf } from '../../support/recording.ts'

const times = [1, 2, 2, 5, 100]
const memory = { heap_before_bytes: 1, heap_peak_bytes: 5000, heap_after_bytes: 2, rss_peak_bytes: 9000 }
const recording = recordingOf(
  [
    {
      succeeded: 90,
      failed: 5,
      unfinished: 3,
      dropped: 2,
      responseMs: times,
      serviceMs: [0.5, 50],
      latenessMs: [0, 8],
    },
  ],
  { memory },
)
const nothing = recordingOf([])

const kinds: [
  string,
  (limit: number) => Budgets,
  { kept: number; missed: number; actual: number; unit: string },
][] = [
  [
    'throughput',
    (minPerSecond) => ({ throughput: { minPerSecond } }),
    { kept: 9, missed: 9.001, actual: 9, unit: 'per second' },
  ],
  [
    'latency.p50',
    (maxMs) => ({ latency: { p50: { maxMs } } }),
    { kept: 2, missed: 1.99, actual: 2, unit: 'ms' },
  ],
  [
    'latency.p99',
    (maxMs) => ({ latency: { p99: { maxMs } } }),
    { kept: 100, missed: 99.9, actual: 100, unit: 'ms' },
  ],
  [
    'latency.p99.9',
    (maxMs) => ({ latency: { 'p99.9': { maxMs } } }),
    { kept: 100, missed: 99.9, actual: 100, unit: 'ms' },
  ],
  [
    'latency.max',
    (maxMs) => ({ latency: { max: { maxMs } } }),
    { kept: 100, missed: 99.9, actual: 100, unit: 'ms' },
  ],
  [
    'latency.avg',
    (maxMs) => ({ latency: { avg: { maxMs } } }),
    { kept: 22, missed: 21.9, actual: 22, unit: 'ms' },
  ],
  [
    'serviceTime.max',
    (maxMs) => ({ serviceTime: { max: { maxMs } } }),
    { kept: 50, missed: 49, actual: 50, unit: 'ms' },
  ],
  [
    'lateness.max',
    (maxMs) => ({ lateness: { max: { maxMs } } }),
    { kept: 8, missed: 7, actual: 8, unit: 'ms' },
  ],
  [
    'successRate',
    (min) => ({ successRate: { min } }),
    { kept: 0.9, missed: 0.901, actual: 0.9, unit: 'ratio' },
  ],
  ['failures', (max) => ({ failures: { max } }), { kept: 5, missed: 4, actual: 5, unit: 'count' }],
  ['dropped', (max) => ({ dropped: { max } }), { kept: 2, missed: 1, actual: 2, unit: 'count' }],
  ['unfinished', (max) => ({ unfinished: { max } }), { kept: 3, missed: 2, actual: 3, unit: 'count' }],
  [
    'heapPeak',
    (maxBytes) => ({ heapPeak: { maxBytes } }),
    { kept: 5000, missed: 4999, actual: 5000, unit: 'bytes' },
  ],
  [
    'rssPeak',
    (maxBytes) => ({ rssPeak: { maxBytes } }),
    { kept: 9000, missed: 8999, actual: 9000, unit: 'bytes' },
  ],
]

describe.each(kinds)('a budget on %s', (budget, limitTo, { kept, missed, actual, unit }) => {
  test('passes at its limit', () => {
    expect(evaluateBudgets(limitTo(kept), recording)).toMatchObject([
      { budget, verdict: 'pass', limit: kept, actual, unit },
    ])
  })

  test('fails just beyond it', () => {
    expect(evaluateBudgets(limitTo(missed), recording)).toMatchObject([
      { budget, verdict: 'fail', limit: missed, actual, unit },
    ])
  })

  test('is invalid without a sample', () => {
    expect(evaluateBudgets(limitTo(kept), nothing)).toMatchObject([
      { budget, verdict: 'invalid', actual: null },
    ])
  })
})

test('no budgets, no results', () => {
  expect(evaluateBudgets({}, recording)).toEqual([])
})

test('a budget on the lateness of a closed model is invalid', () => {
  const closed = recordingOf([{ succeeded: 1, responseMs: [1] }], { model: 'closed' })
  expect(evaluateBudgets({ lateness: { max: { maxMs: 1 } } }, closed)).toMatchObject([
    { verdict: 'invalid', samples: 0 },
  ])
})
