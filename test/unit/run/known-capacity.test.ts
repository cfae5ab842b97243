import { expect, test } from 'vitest'
import { exponentialServer, searchVirtually } from '../../support/capacity.ts'

/** One by default, since each takes seconds; 20 where `CAPACITY_SEEDS` says so. */
const seeds = Number(process.env['CAPACITY_SEEDS'] ?? 1)

/**
 * An M/M/1 queue: its response times are exponential with the rate mu - lambda, so that their 99th percentile is
 * ln(100) / (mu - lambda), and meets the budget exactly at lambda = mu - ln(100) / budget: about 80 % of mu here.
 */
const servedPerSecond = 1_000
const budgetMs = 23
const capacity = servedPerSecond - Math.log(100) / (budgetMs / 1000)

test(
  `the capacity of an M/M/1 queue is found within 5 % in at most 12 probes, seeds 1 to ${seeds}`,
  { timeout: 60_000 + seeds * 30_000 },
  async () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const { capacity: found, verdict } = await searchVirtually({
        seed,
        target: exponentialServer(servedPerSecond),
        budgets: { latency: { p99: { maxMs: budgetMs } } },
        history: false,
        search: {
          minPerSecond: 113,
          maxPerSecond: 1_600,
          // What chance adds comes on top: at this length, less than 3 %.
          tolerance: 0.02,
          probeMs: 180_000,
          warmupMs: 5_000,
          arrivals: 'poisson',
          maxInFlight: 1_000_000,
        },
      })
      const { capacity_per_second, probes, curve } = found!
      if (process.env['CAPACITY_SEEDS']) {
        const error = (100 * (capacity_per_second! / capacity - 1)).toFixed(2)
        process.stderr.write(`seed ${seed}: ${error} % off in ${probes} probes\n`)
      }
      expect(verdict, `seed ${seed}`).toBe('pass')
      expect(Math.abs(capacity_per_second! / capacity - 1), `seed ${seed}`).toBeLessThan(0.05)
      expect(probes, `seed ${seed}`).toBeLessThanOrEqual(12)
      // Where the queue is short of its limit, the curve follows the closed form.
      for (const { rate_per_second, p99_ms } of curve.filter((point) => point.rate_per_second < 700)) {
        const known = (1000 * Math.log(100)) / (servedPerSecond - rate_per_second)
        expect(Math.abs(p99_ms! / known - 1), `seed ${seed}, ${rate_per_second}/s`).toBeLessThan(0.15)
      }
    }
  },
)
