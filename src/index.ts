import './vitest/augment.ts'

export { stressTest } from './vitest/stress-test.ts'
export { runStress } from './vitest/run-stress.ts'
export type { RunResult } from './vitest/run-result.ts'
export type { StressTest, StressTestContext, StressTestOptions } from './vitest/stress-test-types.ts'
export { defineExecutor, type ExecutorDefinition } from './load/executor.ts'
export type { GuaranteeName } from './check/checkers.ts'
export type { LoadOptions, StressOptions, Workload } from './config/stress-options.ts'
export type { Problem } from './foundation/problem.ts'
export { InputError } from './foundation/problem.ts'
export type { DataRequest, DataSource } from './model/data-source.ts'
export type { Iteration } from './model/iteration.ts'
export type { BudgetResult, CheckResult, MetricsFile, ScenarioMetrics } from './model/metrics.ts'
export type {
  Budgets,
  GroupBudgets,
  LatencyBudgets,
  LatencyLimit,
  LatencyMetric,
  TargetContext,
} from './model/scenario.ts'
export type { Cause, Verdict } from './model/verdict.ts'
