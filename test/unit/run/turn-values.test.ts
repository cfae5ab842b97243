import { expect, test } from 'vitest'
import { turnValues } from '../../../src/run/turn-values.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const names = [
  'latency.p50',
  'latency.max',
  'serviceTime.p50',
  'serviceTime.avg',
  'throughput',
  'successRate',
]

test('are what budgets would see', async () => {
  // One at a time, 20 ms each, one every 10 ms: they wait for each other. The last of four fails.
  const outcome = await runVirtually(
    {
      load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 40, maxInFlight: 1 },
      budgets: { successRate: { min: 0 } },
    },
    async ({ wait, iteration }) => {
      await wait(20)
      if (iteration.index === 3) throw new Error('no')
    },
  )
  const values = turnValues(outcome, names)
  expect(values['serviceTime.p50']).toBeCloseTo(20, 1)
  expect(values['serviceTime.avg']).toBeCloseTo(20, 1)
  // 20, 30, 40, 50 ms after their time.
  expect(values['latency.p50']).toBeCloseTo(30, 1)
  expect(values['latency.max']).toBeCloseTo(50, 1)
  expect(values['successRate']).toBe(0.75)
  expect(values['throughput']).toBeCloseTo(3 / 0.08, 5)
})

test('are null where nothing is known', () => {
  const nothing = { metrics: null as never, recording: null, evidence: null }
  expect(turnValues(nothing, ['throughput', 'latency.p99'])).toEqual({
    throughput: null,
    'latency.p99': null,
  })
})
