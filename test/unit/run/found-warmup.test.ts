import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import { runVirtually, type Given } from '../../support/virtual-run.ts'

/** A share of the 100 that are promised. */
const seeds = Array.from({ length: Number(process.env['WARMUP_SEEDS'] ?? 10) }, (_, seed) => seed + 1)
const open = {
  executor: 'constant-arrival-rate',
  ratePerSecond: 50,
  durationMs: 30_000,
  arrivals: 'poisson',
  warmupMs: 'auto',
}
const closed = { executor: 'constant-concurrency', concurrency: 3, durationMs: 30_000, warmupMs: 'auto' }
const lenient = { successRate: { min: 0 } }

/** A target of 40 ms, or so many times more at a time of the load, with the long tail that targets have. */
function target(seed: number, factorAt: (ms: number) => number): (given: Given<unknown>) => Promise<void> {
  const random = seededRandom(seed)
  return ({ iteration, wait }) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
    return wait(40 * factorAt(iteration.startedMs) * Math.exp(0.5 * normal))
  }
}
const coldUntil = (ms: number) => (at: number) => (at < ms ? 4 : 1)

async function cutsOf(load: object, factorAt: (ms: number) => number): Promise<number[]> {
  const runs = seeds.map(async (seed) => {
    const { metrics } = await runVirtually({ load, seed, budgets: lenient }, target(seed, factorAt))
    expect(metrics.problems).toEqual([])
    return metrics.plan!.warmup_ms
  })
  return Promise.all(runs)
}

describe.each([
  ['an open load', open],
  ['a closed load', closed],
  ['an open load of nine agents', { ...open, agents: 9 }],
])('%s', (_, load) => {
  test(`that is four times slower for 3 s: found within a second in 95 of 100 seeds (${seeds.length} here)`, async () => {
    const cuts = await cutsOf(load, coldUntil(3_000))
    const hits = cuts.filter((cut) => Math.abs(cut - 3_000) <= 1_000)
    expect(hits.length, cuts.join(' ')).toBeGreaterThanOrEqual(Math.floor(seeds.length * 0.95))
  })

  test('that is warm from the beginning: nothing is cut', async () => {
    const cuts = await cutsOf(load, () => 1)
    const none = cuts.filter((cut) => cut === 0)
    expect(none.length, cuts.join(' ')).toBeGreaterThanOrEqual(Math.floor(seeds.length * 0.95))
  })
})
