import './vitest/augment.ts'

export { stressTest } from './vitest/stress-test.ts'
export { onlyCase } from './vitest/only-case.ts'
export type { OnlyCase } from './config/only-case-schema.ts'
export { runStress } from './vitest/run-stress.ts'
export type { RunResult } from './vitest/run-result.ts'
export { findCapacity } from './vitest/find-capacity.ts'
export type { CapacityPoint, CapacityResult } from './vitest/capacity-result.ts'
export type { StressTest, StressTestContext, StressTestOptions } from './vitest/stress-test-types.ts'
export { defineExecutor, type ExecutorDefinition } from './load/executor.ts'
export { defineFault, type FaultDefinition } from './chaos/fault.ts'
export { counter, type Counter } from './record/custom/counter.ts'
export { gauge, type Gauge } from './record/custom/gauge.ts'
export { rate, type Rate } from './record/custom/rate.ts'
export { trend, type Trend } from './record/custom/trend.ts'
export { check } from './record/custom/check.ts'
export { group } from './record/custom/group.ts'
export type { DeclaredMetrics } from './config/declared-metrics.ts'
export type {
  CounterBudget,
  GaugeBudget,
  GroupTimeBudget,
  RangeBudget,
  ShareBudget,
  TrendBudget,
} from './model/custom-budgets.ts'
export { sometimes } from './run/sometimes.ts'
export { boundedInversion, capacity, lease, type LeaseTerms } from './check/asserting.ts'
export { defineHistoryChecker as defineChecker } from './check/history/checker.ts'
export type { HistoryChecker, HistoryReport, Proof, ProofMessage } from './check/history/checker.ts'
export type { GuaranteeInput, GuaranteeName } from './check/guarantee-input.ts'
export type { ObservedChannel } from './observe/channel.ts'
export type { HistoryEvent, Operation, Validity } from './model/history.ts'
export type { CapacityOptions } from './config/capacity-options.ts'
export type { ComparedMetricName, ComparisonOptions, ComparisonVariant } from './config/comparison-options.ts'
export type { ComparisonSection, Gate, VariantFigures } from './model/comparison-section.ts'
export type { WorkerPlace } from './model/workers.ts'
export type { LoadOptions, ModuleWorkload, StressOptions, Workload } from './config/stress-options.ts'
export type { Problem } from './foundation/problem.ts'
export type { IsolationModule } from './conformance/isolation-module.ts'
export type { IsolationReport } from './isolation/validation/answer.ts'
export {
  validateIsolation,
  type ValidateIsolationOptions,
} from './isolation/validation/validate-isolation.ts'
export { InputError } from './foundation/problem.ts'
export { dataFrom, type DataOptions } from './data/data-from.ts'
export { dataFromFile, type FileDataOptions } from './data/data-from-file.ts'
export type { DataContext, DataRequest, DataSource, Draw } from './model/data-source.ts'
export type { RunClock } from './foundation/run-clock.ts'
export type { Iteration } from './model/iteration.ts'
export type { BudgetResult, CheckResult, MetricsFile, ScenarioMetrics } from './model/metrics.ts'
export type {
  Budgets,
  GroupBudgets,
  LatencyBudgets,
  LatencyLimit,
  LatencyMetric,
  LeavingUserContext,
  LoadBudgets,
  SetupContext,
  SureLatencyBudgets,
  SureLatencyLimit,
  TargetContext,
  TeardownContext,
  UserContext,
} from './model/scenario.ts'
export type { Cause, Verdict } from './model/verdict.ts'
