import { expect } from 'vitest'
import { resolveCapacity } from '../../src/config/resolve-capacity.ts'
import { exponential } from '../../src/foundation/distribution.ts'
import { formatProblem } from '../../src/foundation/problem.ts'
import { seededRandom } from '../../src/foundation/random.ts'
import type { RunClock } from '../../src/foundation/run-clock.ts'
import { scenarioMetricsSchema, type ScenarioMetrics } from '../../src/model/metrics.ts'
import type { CapacitySearch } from '../../src/model/capacity-search.ts'
import { runCapacity, type CapacityRequest } from '../../src/run/run-capacity.ts'
import { identity } from './virtual-run.ts'

/** A server: each request waits for those before it, then takes a time of its own. */
export class Server {
  readonly #clock: RunClock
  readonly #serviceMs: () => number
  #freeAtMs = 0

  constructor(clock: RunClock, serviceMs: () => number) {
    this.#clock = clock
    this.#serviceMs = serviceMs
  }

  serve(): Promise<void> {
    const nowMs = this.#clock.now()
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + this.#serviceMs()
    return this.#clock.sleep(this.#freeAtMs - nowMs)
  }
}

/** One server with exponential service times, from the seed of its run. */
export function exponentialServer(perSecond: number) {
  return ({ clock, seed }: { clock: RunClock; seed: number }): Server => {
    const random = seededRandom(seed).fork('service')
    return new Server(clock, () => exponential(random, 1000 / perSecond))
  }
}

/** One server that takes the same time for each: what it can do is known to the last digit, and nothing is random. */
export function steadyServer(perSecond: number) {
  return ({ clock }: { clock: RunClock }): Server => new Server(clock, () => 1000 / perSecond)
}

export const request: CapacityRequest = {
  identity: { ...identity, kind: 'capacity' },
  workload: (context) => (context as { target: Server }).target.serve(),
  testContext: {},
  signal: null,
  onProgress: () => {},
}

export function searchOf(options: Record<string, unknown>): CapacitySearch {
  const resolved = resolveCapacity({ time: 'virtual', ...options }, { seed: 7 })
  if (!resolved.ok) throw new Error(resolved.problems.map(formatProblem).join('\n'))
  return resolved.value
}

/** A whole search in virtual time. What it reports must be valid metrics that survive JSON. */
export async function searchVirtually(
  options: Record<string, unknown>,
  given: Partial<CapacityRequest> = {},
): Promise<ScenarioMetrics> {
  const { metrics } = await runCapacity(searchOf(options), { ...request, ...given })
  const throughJson: unknown = JSON.parse(JSON.stringify(metrics))
  expect(scenarioMetricsSchema.parse(throughJson)).toEqual(metrics)
  return metrics
}
