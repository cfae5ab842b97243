// A spike: ten times the everyday rate, at once, for two seconds. The shop may be slow meanwhile, and must be itself again
// when it is over.
import { stressTest } from 'vitest-stress'
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
    budgets: {
      latency: { p99: { maxMs: 500 } },
      tags: {
        before: { latency: { p95: { maxMs: 100 } } },
        after: { latency: { p95: { maxMs: 100 } } },
      },
    },
    health: { latenessMs: 100 },
  },
  async ({ target, iteration }) => {
    // The last second alone: a queue that the spike left has to be gone by then.
    if (iteration.scheduledMs < 2_000) iteration.tag('before')
    if (iteration.scheduledMs >= 5_000) iteration.tag('after')
    const response = await fetch(`${target.url}/products/${iteration.index % 50}`, {
      signal: iteration.signal,
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    await response.arrayBuffer()
  },
)
