// Variants of a comparison: what they take, and what is no gate.
import { expect, test } from 'vitest'
import { runStress, stressTest, type Gate } from 'vitest-stress'

class Sender {
  send(text: string): number {
    return text.length
  }
}
class Pooled extends Sender {
  pool = 4
}

stressTest(
  'pooled beside plain',
  {
    kind: 'comparison',
    variants: {
      plain: { target: () => new Sender() },
      pooled: { target: () => new Pooled(), guarantees: ['atLeastOnce'] },
    },
    rounds: 10,
    maxRounds: 20,
    warmupRounds: 2,
    gate: { 'latency.p50': 'not worse', 'serviceTime.p99.9': 'better', throughput: 'equivalent' },
    margin: 0.1,
    budgets: { successRate: { min: 1 } },
    timeout: 5_000,
  },
  ({ target, iteration }) => target.send(String(iteration.index)),
)

stressTest.for([1, 2])(
  'with a workload of its own',
  {
    kind: 'comparison',
    setup: () => 5,
    variants: {
      a: {},
      b: { workload: () => 6 },
      c: { workload: new URL('file:///c.workload.ts') },
    },
  },
  (given, { setup }) => given + setup,
)

test('', async () => {
  const result = await runStress({ kind: 'comparison', variants: { a: {}, b: {} } }, () => {})
  const outcome: string | undefined = result.metrics.comparison?.metrics[0]?.outcome
  const ratio: number | null | undefined = result.metrics.comparison?.difference?.throughput_ratio
  const gate: Gate | undefined = result.metrics.comparison?.gates[0]?.gate
  expect([outcome, ratio, gate]).toBeDefined()

  // @ts-expect-error no such metric
  await runStress({ kind: 'comparison', variants: { a: {}, b: {} }, gate: { late: 'better' } }, () => {})
  // @ts-expect-error no such outcome
  await runStress({ kind: 'comparison', variants: { a: {}, b: {} }, gate: { throughput: 'worse' } }, () => {})
  // @ts-expect-error no variants
  await runStress({ kind: 'comparison' }, () => {})
  // @ts-expect-error variants of no comparison
  await runStress({ kind: 'standard', variants: { a: {}, b: {} } }, () => {})
  // @ts-expect-error the load is the same for all
  await runStress({ kind: 'comparison', variants: { a: {}, b: { load: {} } } }, () => {})
})
