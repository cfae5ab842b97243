import { expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import type { TimelineSecond } from '../../../src/model/metrics.ts'
import { recordingOf } from '../../support/recording.ts'

const second = (index: number, p99: number | null): TimelineSecond => ({
  second: index,
  started: 1,
  succeeded: 1,
  failed: 0,
  dropped: 0,
  in_flight: 0,
  queue_depth: null,
  p50_ms: p99,
  p99_ms: p99,
  max_ms: p99,
  loop_delay_max_ms: null,
  heap_bytes: 0,
  rss_bytes: 0,
})

test('success rate counts unfinished and dropped iterations as not successful, and says so', () => {
  const recording = recordingOf([{ succeeded: 1995, failed: 2, unfinished: 1, dropped: 2 }])
  expect(evaluateBudgets({ successRate: { min: 0.998 } }, recording)).toEqual([
    {
      budget: 'successRate',
      comparison: 'at least',
      limit: 0.998,
      unit: 'ratio',
      actual: 0.9975,
      samples: 2000,
      detail: '1,995 of 2,000, 2 failed, 1 unfinished, 2 dropped',
      verdict: 'fail',
    },
  ])
})

test('a load that was only dropped or unfinished has a success rate of 0, not none', () => {
  for (const part of [{ dropped: 5 }, { unfinished: 5 }]) {
    expect(evaluateBudgets({ successRate: { min: 0.1 } }, recordingOf([part]))).toMatchObject([
      { actual: 0, verdict: 'fail' },
    ])
  }
})

test('throughput is per second of the steady phase', () => {
  const recording = recordingOf([
    { succeeded: 1998, failed: 2 },
    { phase: 'warmup', succeeded: 500 },
  ])
  expect(evaluateBudgets({ throughput: { minPerSecond: 195 } }, recording)).toMatchObject([
    { comparison: 'at least', actual: 199.8, samples: 2000, detail: '1,998 in 10.00 s', verdict: 'pass' },
  ])
})

test('throughput is invalid when the load ended within its warm-up', () => {
  const recording = recordingOf([{ phase: 'warmup', succeeded: 500 }, { dropped: 5 }], { activeMs: 1000 })
  expect(evaluateBudgets({ throughput: { minPerSecond: 1 } }, recording)).toMatchObject([
    { actual: null, verdict: 'invalid' },
  ])
})

test('a latency budget names the second that was worst', () => {
  const timeline = [second(0, 5), second(1, null), second(2, 80), second(3, 7)]
  const recording = recordingOf([{ succeeded: 2, responseMs: [1, 2] }], { timeline })
  expect(evaluateBudgets({ latency: { p99: { maxMs: 1 } } }, recording)).toMatchObject([
    { detail: '2 samples; worst second 2 s' },
  ])
})

test('a latency budget names no second where there is but one', () => {
  const recording = recordingOf([{ succeeded: 2, responseMs: [1, 2] }], { timeline: [second(0, 5)] })
  expect(evaluateBudgets({ latency: { p99: { maxMs: 1 } } }, recording)).toMatchObject([
    { detail: '2 samples' },
  ])
})

test('percentiles are taken of all parts together', () => {
  const recording = recordingOf([
    { agent: 'Agent-1', responseMs: [1, 1, 1] },
    { agent: 'Agent-2', responseMs: [100] },
  ])
  const budgets = { latency: { p50: { maxMs: 1 }, p75: { maxMs: 1 }, p76: { maxMs: 1 } } }
  expect(evaluateBudgets(budgets, recording).map(({ actual }) => actual)).toEqual([1, 1, 100])
})
