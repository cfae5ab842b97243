import type { DataSource } from './data-source.ts'
import type { Scenario } from './scenario.ts'

/** What a module that holds a workload exports. */
export interface WorkloadModule extends Pick<Scenario, 'target' | 'setup' | 'teardown'> {
  workload: (context: object) => unknown
  /** null: the target itself. */
  observe: ((target: unknown) => unknown) | null
  data: DataSource<unknown> | null
  /** Those that its code records in, by the names that the scenario gives them. */
  metrics: Scenario['metrics']
}
