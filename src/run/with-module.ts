import type { Scenario } from '../model/scenario.ts'
import type { WorkloadModule } from '../model/workload-module.ts'

/** A scenario with what its module exports in place of what stood for it. */
export function withModule(scenario: Scenario, module: WorkloadModule): Scenario {
  const { target, setup, teardown, observe, data } = module
  return { ...scenario, target, setup, teardown, data, observe: observe ?? ((built) => built) }
}
