// @stress-isolation fenced
// An HTTP service that the scenario starts itself, on a free port: readers who come by the clock, shoppers who wait for
// each answer. Every response is checked, and what a basket is worth is a metric of the scenario's own.
import { check, group, stressTest, trend } from 'vitest-stress'
import { Shop } from '../src/shop.ts'

interface Product {
  id: string
  price: number
}

stressTest(
  'readers and shoppers',
  {
    loads: {
      readers: {
        executor: 'constant-arrival-rate',
        ratePerSecond: 100,
        durationMs: 4_000,
        arrivals: 'poisson',
        maxInFlight: 100,
      },
      shoppers: {
        executor: 'constant-concurrency',
        concurrency: 5,
        durationMs: 4_000,
        thinkTimeMs: { meanMs: 20 },
      },
    },
    target: () => Shop.start(),
    // Once a user, before the load: a real shop would log in here.
    beforeEachUser: ({ load, userIndex }) => ({ basket: `${load}-${userIndex}` }),
    metrics: { price: trend({ unit: 'EUR' }) },
    budgets: {
      loads: {
        readers: { latency: { p99: { maxMs: 150 } } },
        shoppers: { latency: { p99: { maxMs: 250 } }, throughput: { minPerSecond: 20 } },
      },
      groups: { 'put into the basket': { latency: { p95: { maxMs: 150 } } } },
      metrics: { price: { max: { max: 25 } } },
    },
    // The service shares the machine, and the event loop, with those who ask it.
    health: { latenessMs: 100 },
  },
  async ({ target, user, metrics, iteration }) => {
    const product = await fetch(`${target.url}/products/${iteration.index % 50}`, {
      signal: iteration.signal,
    })
    check('the product is there', product.status === 200)
    const { id, price } = (await product.json()) as Product
    metrics.price.record(price)
    if (iteration.load === 'readers') return
    await group('put into the basket', async () => {
      const basket = await fetch(`${target.url}/baskets/${user.basket}/${id}`, { method: 'POST' })
      check('the basket was filled', basket.status === 201)
      await basket.arrayBuffer()
    })
  },
)
