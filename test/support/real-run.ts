import { runScenario } from '../../src/run/run-scenario.ts'
import type { Iteration } from '../../src/model/iteration.ts'
import type { ScenarioMetrics } from '../../src/model/metrics.ts'
import { identity, scenarioOf } from './virtual-run.ts'

/** A whole scenario on real time: for what only real time can show. */
export async function runReally(
  options: Record<string, unknown>,
  workload: (index: number) => unknown,
): Promise<ScenarioMetrics> {
  const { metrics } = await runScenario({
    scenario: scenarioOf(options),
    identity,
    workload: (context) => workload((context as { iteration: Iteration }).iteration.index),
    testContext: {},
    signal: null,
    onProgress: () => {},
  })
  return metrics
}
