// @stress-isolation fenced
// A spike: ten times the everyday rate, at once, for two seconds. The shop may be slow meanwhile, and must be itself again
// when it is over.
import { stressTest } from 'vitest-stress'
import { httpClient } from 'vitest-stress/http'
import { Shop } from '../src/shop.ts'

const everyday = 40
const spike = 400

stressTest(
  'ten times as many readers for two seconds',
  {
    load: {
      executor: 'ramping-arrival-rate',
      startRatePerSecond: everyday,
      stages: [
        { durationMs: 2_000, target: everyday },
        { durationMs: 0, target: spike },
        { durationMs: 2_000, target: spike },
        { durationMs: 0, target: everyday },
        { durationMs: 2_000, target: everyday },
      ],
      arrivals: 'poisson',
    },
    target: () => Shop.start(),
    // Rejects whatever is not a 2xx. As many connections as wish to come: those who wait, wait for the shop.
    setup: ({ target }) => httpClient({ baseUrl: target.url, connections: 1_000 }),
    teardown: ({ setup }) => setup?.close(),
    budgets: {
      latency: { p99: { maxMs: 500 } },
      tags: {
        before: { latency: { p95: { maxMs: 100 } } },
        after: { latency: { p95: { maxMs: 100 } } },
      },
    },
    health: { latenessMs: 100 },
  },
  async ({ setup: shop, iteration }) => {
    // The last second alone: a queue that the spike left has to be gone by then.
    if (iteration.scheduledMs < 2_000) iteration.tag('before')
    if (iteration.scheduledMs >= 5_000) iteration.tag('after')
    await shop.get(`/products/${iteration.index % 50}`, { signal: iteration.signal })
  },
)
