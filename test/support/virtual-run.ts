import { expect } from 'vitest'
import { resolveScenario } from '../../src/config/resolve-scenario.ts'
import { formatProblem } from '../../src/foundation/problem.ts'
import { sleep } from '../../src/foundation/clock.ts'
import { VirtualClock } from '../../src/foundation/virtual-clock.ts'
import type { Iteration } from '../../src/model/iteration.ts'
import { scenarioMetricsSchema } from '../../src/model/metrics.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Progress, RunIdentity } from '../../src/model/wire.ts'
import { runScenario } from '../../src/run/run-scenario.ts'

export const identity: RunIdentity = {
  id: 'run-1',
  name: 'suite > orders survive',
  file: 'stress/orders.stress.ts',
  project: null,
  kind: 'standard',
  seed: 7,
  expectedVerdict: 'pass',
  number: null,
}

export function scenarioOf(options: Record<string, unknown>, timeoutMs: number | null = null): Scenario {
  const resolved = resolveScenario(options, { seed: 7, timeoutMs })
  if (!resolved.ok) throw new Error(resolved.problems.map(formatProblem).join('\n'))
  return resolved.value
}

export interface Given<Target> {
  target: Target
  iteration: Iteration
  /** What `setup` and `beforeEachUser` returned, where the scenario has them. */
  setup: unknown
  user: unknown
  wait: (ms: number) => Promise<void>
}

export interface RunSettings {
  clock?: VirtualClock
  signal?: AbortSignal
  timeoutMs?: number
  onProgress?: (progress: Progress) => void
}

/** A whole scenario on virtual time. What it reports must be valid metrics that survive JSON. */
export async function runVirtually<Target = unknown>(
  options: Record<string, unknown>,
  workload: (given: Given<Target>) => unknown,
  { clock = new VirtualClock(), signal, timeoutMs, onProgress = () => {} }: RunSettings = {},
) {
  const wait = (ms: number): Promise<void> => sleep(clock, ms)
  const running = runScenario({
    scenario: scenarioOf(options, timeoutMs ?? null),
    identity,
    workload: (context) => workload(Object.assign(Object.create(context) as Given<Target>, { wait })),
    testContext: {},
    signal: signal ?? null,
    onProgress,
    clock,
  })
  const outcome = await clock.run(running)
  const throughJson: unknown = JSON.parse(JSON.stringify(outcome.metrics))
  expect(scenarioMetricsSchema.parse(throughJson)).toEqual(outcome.metrics)
  return { ...outcome, clock, endMs: clock.now() }
}
