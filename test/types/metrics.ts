// Metrics of one's own: budgets and workload are typed by what the scenario declares.
import {
  check,
  counter,
  gauge,
  group,
  rate,
  runStress,
  stressTest,
  trend,
  type Counter,
  type Trend,
} from 'vitest-stress'
import { expectTypeOf } from 'vitest'

const orders = counter()
const metrics = { orders, open: gauge(), hits: rate(), price: trend({ unit: 'EUR' }) }

stressTest(
  'all kinds',
  {
    metrics,
    budgets: {
      metrics: {
        orders: { min: 1, maxPerSecond: 5 },
        open: { max: 5, last: { max: 0 } },
        hits: { min: 0.9 },
        price: { p95: { max: 80 }, 'p99.9': { max: 90 }, avg: { min: 1 } },
      },
      checks: { 'status is 200': { min: 0.99 }, '*': { min: 1 } },
      groups: { read: { latency: { p95: { maxMs: 5 } }, failures: { max: 0 } } },
    },
  },
  async ({ metrics: own }) => {
    expectTypeOf(own.orders).toEqualTypeOf<Counter>()
    expectTypeOf(own.price).toEqualTypeOf<Trend>()
    own.orders.add()
    own.hits.add(check('even', true))
    expectTypeOf(group('sync', () => 7)).toBeNumber()
    expectTypeOf(group('async', async () => 'a')).resolves.toBeString()
    expectTypeOf(group('query', () => ({}) as PromiseLike<string>)).toEqualTypeOf<Promise<string>>()
    expectTypeOf(group<number | Promise<number>>('either', () => 1)).toEqualTypeOf<number | Promise<number>>()
    expectTypeOf(group('never', (): never => process.exit())).toBeNever()
    expectTypeOf(group('any', () => JSON.parse('1'))).toBeAny()
    // @ts-expect-error a promise is always true
    check('late', Promise.resolve(true))
    // @ts-expect-error a rate takes true or false
    own.hits.add(1)
  },
)

// @ts-expect-error a counter has no percentiles
stressTest('', { metrics: { orders }, budgets: { metrics: { orders: { p95: { max: 1 } } } } }, () => {})
// @ts-expect-error no such metric
stressTest('', { metrics: { orders }, budgets: { metrics: { order: { min: 1 } } } }, () => {})
// @ts-expect-error no metric of ours
stressTest('', { metrics: { orders: 5 } }, () => {})
// @ts-expect-error without `metrics` there are none
stressTest('', {}, ({ metrics: none }) => none)

export const result = runStress(
  { metrics: { orders }, budgets: { metrics: { orders: { min: 1 } } } },
  ({ metrics: own }) => own.orders.add(),
)

export const timed = <T>(work: () => Promise<T>): Promise<T> => group('timed', work)
