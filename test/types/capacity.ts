// findCapacity: its options and its result.
import { expect, test } from 'vitest'
import {
  counter,
  findCapacity,
  type CapacityOptions,
  type CapacityPoint,
  type CapacityResult,
  type Verdict,
} from 'vitest-stress'

const search = { minPerSecond: 1, maxPerSecond: 2 }
const budgets = { latency: { p99: { maxMs: 1 } } }

test('', async () => {
  const result = await findCapacity(
    { search, budgets, target: () => 'built', setup: () => 5, metrics: { sent: counter() } },
    ({ target, iteration, setup, metrics, clock }) => {
      metrics.sent.add(target.length + iteration.index + setup)
      return clock.sleep(1)
    },
  )
  const typed: CapacityResult = result
  const capacity: number | null = result.capacityPerSecond
  const verdict: Verdict = result.verdict
  const points: readonly CapacityPoint[] = result.curve
  const p99: number | null | undefined = result.curve[0]?.p99Ms
  const breached: readonly string[] | undefined = result.curve[0]?.breached
  const section: number | undefined = result.metrics.capacity?.probes
  // @ts-expect-error it is read-only
  result.capacityPerSecond = 5
  // @ts-expect-error no such field
  void result.curve[0]?.p99_ms

  await findCapacity(
    {
      search: {
        ...search,
        tolerance: 0.1,
        probeMs: 1,
        maxProbes: 12,
        arrivals: 'poisson',
        maxInFlight: 1,
        maxQueueMs: null,
        agents: 9,
        warmupMs: 1,
        drainMs: 1,
        iterationTimeoutMs: 1,
      },
      budgets,
      time: 'virtual',
      minCapacityPerSecond: 1,
      guarantees: ['atLeastOnce'],
    },
    () => {},
  )
  // @ts-expect-error no search
  await findCapacity({ budgets }, () => {})
  // @ts-expect-error no budgets
  await findCapacity({ search }, () => {})
  // @ts-expect-error the load of each probe is the search's
  await findCapacity({ search, budgets, load: {} }, () => {})
  // @ts-expect-error no such option
  await findCapacity({ search: { ...search, probes: 5 }, budgets }, () => {})
  const metrics = { sent: counter() }
  // @ts-expect-error no such metric
  await findCapacity({ search, metrics, budgets: { metrics: { snt: { min: 1 } } } }, () => {})

  expect(result).toMeetBudgets()
  return [typed, capacity, verdict, points, p99, breached, section]
})

export const options: CapacityOptions = { search, budgets }
