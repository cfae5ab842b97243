import { expect } from 'vitest'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { seededRandom, type Random } from '../../../src/foundation/random.ts'
import type { RunClock } from '../../../src/foundation/run-clock.ts'
import { runScenario } from '../../../src/run/run-scenario.ts'
import { identity } from '../../support/virtual-run.ts'

export interface Figures {
  meanMs: number
  p50Ms: number
  p99Ms: number
  perSecond: number
}

export interface Served {
  serve(): Promise<void>
}

/** A target under Poisson arrivals, from options to metrics as a user has it: `time: 'virtual'`. */
export async function simulate(
  seed: number,
  arrivals: number,
  ratePerSecond: number,
  targetOf: (clock: RunClock, random: Random) => Served,
  maxInFlight = 10_000,
): Promise<Figures> {
  const load = {
    executor: 'constant-arrival-rate',
    arrivals: 'poisson',
    ratePerSecond,
    durationMs: (arrivals / ratePerSecond) * 1000,
    maxInFlight,
  }
  const target = ({ clock }: { clock: RunClock }): Served =>
    targetOf(clock, seededRandom(seed).fork('service'))
  const resolved = resolveScenario({ time: 'virtual', load, target }, { seed, timeoutMs: 600_000 })
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  const { metrics } = await runScenario({
    scenario: resolved.value,
    identity,
    workload: (context) => (context as unknown as { target: Served }).target.serve(),
    testContext: {},
    signal: null,
    onProgress: () => {},
  })
  expect(metrics).toMatchObject({ verdict: 'pass', success_count: arrivals, dropped_iterations: 0 })
  const { avg_ms: meanMs, p50_ms: p50Ms, p99_ms: p99Ms } = metrics.latency!.response!
  return { meanMs, p50Ms, p99Ms, perSecond: metrics.throughput! }
}

/** The mean of each figure over the seeds 1 to `seeds`. */
export async function meanOverSeeds(
  seeds: number,
  run: (seed: number) => Promise<Figures>,
): Promise<Figures> {
  const sum: Figures = { meanMs: 0, p50Ms: 0, p99Ms: 0, perSecond: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const figures = await run(seed)
    for (const key of Object.keys(sum) as (keyof Figures)[]) sum[key] += figures[key] / seeds
  }
  return sum
}
