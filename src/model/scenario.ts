import type { RunClock } from '../foundation/run-clock.ts'
import type { AssertedGuarantee } from './asserted-guarantee.ts'
import type { GroupTimeBudget, ShareBudget } from './custom-budgets.ts'
import type { MetricKindName } from './custom-metrics.ts'
import type { DataSource } from './data-source.ts'
import type { FaultsMetrics } from './fault-metrics.ts'
import type { ChaosPlan, ScheduledFault } from './fault-schedule.ts'
import type { Strength } from './isolation-metrics.ts'
import type { LeakSettings } from './leak-settings.ts'
import type { LoadPlan } from './load-plan.ts'
import type { RecoveryPlan } from './recovery.ts'
import type { WorkerPlace, Workers } from './workers.ts'

export interface LatencyLimit {
  /** Milliseconds. */
  maxMs: number
}
/** A limit on a percentile that may be judged by the percentile's confidence interval. */
export interface SureLatencyLimit extends LatencyLimit {
  /**
   * 0.99: the interval of 99 % decides. All of it keeps the limit: pass; none of it: fail; else the run is `invalid:
   * undecided`. At least 0.5, below 1; percentiles below 100 only. Without it, the percentile as it came decides.
   */
  confidence?: number | undefined
}
export type LatencyMetric = `p${number}` | 'max' | 'avg'
export type LatencyBudgets = { [metric in LatencyMetric]?: LatencyLimit | undefined }

export type SureLatencyBudgets = { [metric in LatencyMetric]?: SureLatencyLimit | undefined }

/** Limits on what one part of the load (all of it, an agent, a message type, a phase) came to. */
export interface GroupBudgets {
  /** Successful iterations per second. */
  throughput?: { minPerSecond: number } | undefined
  /** Response time: end minus scheduled start. */
  latency?: LatencyBudgets | undefined
  /** End minus actual start. */
  serviceTime?: LatencyBudgets | undefined
  /** Actual minus scheduled start; open models only. */
  lateness?: LatencyBudgets | undefined
  /** 0 to 1; unfinished and dropped iterations count as not successful. */
  successRate?: { min: number } | undefined
  failures?: { max: number } | undefined
  dropped?: { max: number } | undefined
  unfinished?: { max: number } | undefined
}

/** Limits on the whole load, or on one of several loads. */
export interface LoadBudgets extends GroupBudgets {
  latency?: SureLatencyBudgets | undefined
  serviceTime?: SureLatencyBudgets | undefined
  lateness?: SureLatencyBudgets | undefined
}

/** Limits on every stretch of time of one length. */
export interface WindowBudgets extends GroupBudgets {
  /** How long a window is, in milliseconds: whole seconds. */
  everyMs: number
  /** Ends the run as soon as a window misses a limit; `afterMs`: but not so early in the steady phase. */
  abortOnBreach?: true | { afterMs: number } | undefined
}

/** Limits on what loads of one system do to each other. */
export interface TenantBudgets {
  /** The 99th percentile of each load's response time, as a multiple of what the load has alone; but for those in `except`. */
  p99Ratio?: { max: number; except?: readonly string[] | undefined } | undefined
  /** Jain's index, 1/n to 1, over what is left to each load of its speed alone. */
  jain?: { min: number } | undefined
}

/** Limits that gate the run. A limit without samples to judge it by is `invalid`, never a pass. */
export interface Budgets extends LoadBudgets {
  /** Deliveries that the observed queue gave up on. At most 0, unless set, where every iteration must succeed. */
  deadLettered?: { max: number } | undefined
  /** From when the last fault was over until all is as in the steady state again. */
  recoveryTime?: { maxMs: number } | undefined
  heapPeak?: { maxBytes: number } | undefined
  rssPeak?: { maxBytes: number } | undefined
  /** By agent name; `'*'` stands for each agent. */
  agents?: Record<string, GroupBudgets> | undefined
  messageTypes?: Record<string, GroupBudgets> | undefined
  /** By the name in `loads`; `'*'` stands for each. */
  loads?: Record<string, LoadBudgets> | undefined
  /** By what iterations were marked with: `iteration.tag(name)`. */
  tags?: Record<string, Omit<GroupBudgets, 'dropped'>> | undefined
  /** On the metrics that the scenario names in `metrics`. */
  metrics?: Record<string, unknown> | undefined
  /** On soft checks, by name; `'*'` stands for all that are not named. Each must always hold, unless set. */
  checks?: Record<string, ShareBudget> | undefined
  /** On what `group(name, ...)` timed, by name; `'*'` stands for all that are not named. */
  groups?: Record<string, GroupTimeBudget> | undefined
  /** How much loads (`loads`) may hinder each other; each runs alone first. */
  tenants?: TenantBudgets | undefined
  phases?: { warmup?: GroupBudgets | undefined; steady?: GroupBudgets | undefined } | undefined
  /** What must hold in any 10 s, say, of the steady phase. */
  windows?: readonly WindowBudgets[] | undefined
}

/** Limits as a run is held to them. */
export interface RunBudgets extends Budgets {
  /** `throughput` of the whole says how fast the target works, and not how long it takes to answer. */
  throughputIsPace?: true | undefined
}

/** A metric of the user's own, as a run handles it. */
export interface ScenarioMetric {
  readonly kind: MetricKindName
  /** Accepts records from now on, under this name. */
  open(name: string): void
  /** Forgets what was recorded so far. */
  restart(): void
  /** What was recorded since; forgotten here. */
  take(): { readonly kind: MetricKindName }
  close(): void
}

/** One load of a scenario, with its plan made. */
export interface ScenarioLoad {
  /** Its name in `loads`; null for the only one, given as `load`. */
  name: string | null
  plan: LoadPlan
  /** The load begins so long after the first one. */
  startAfterMs: number
  /** Lateness above this, at the 99th percentile, means that the generator could not keep its plan. */
  latenessLimitMs: number
  /** The load as resolved, for the report: JSON-safe. */
  options: Record<string, unknown>
}

/** A scenario with every default applied; nothing below the edge sees an optional. */
export interface Scenario {
  kind: string
  seed: number
  /** At least one. They run at the same time, on the same target. */
  loads: readonly ScenarioLoad[]
  data: DataSource<unknown> | null
  target: ((context: TargetContext) => unknown) | null
  /** Runs once before the load; what it returns is the workload's `setup`. */
  setup: ((context: SetupContext<unknown>) => unknown) | null
  /** Runs once after the load, whatever happened. */
  teardown: ((context: TeardownContext<unknown, unknown>) => unknown) | null
  /** Runs for each virtual user before the load; what it returns is the workload's `user`. */
  beforeEachUser: ((context: UserContext<unknown, unknown>) => unknown) | null
  afterEachUser: ((context: LeavingUserContext<unknown, unknown, unknown>) => unknown) | null
  /** The longest that any of these may take. */
  hookTimeoutMs: number
  /** Where to look for deliveries, given the target. */
  observe: (target: unknown) => unknown
  /** null: what the observed system declares. */
  guarantees: readonly AssertedGuarantee[] | null
  /** How many operations the history holds; 0: none is kept. */
  historyOperations: number
  /** The file that the history is written to, from the root of the project; null: to none. */
  historyPath: string | null
  /** What must have been true at least once, by the names given to `sometimes`. */
  sometimes: readonly string[]
  /** Metrics of the user's own, by the names that the run gives them. */
  metrics: Readonly<Record<string, ScenarioMetric>>
  budgets: RunBudgets
  /** What goes wrong, and when; what each fault is, is found by its kind, or is the definition itself. */
  faults: readonly { readonly scheduled: ScheduledFault; readonly definition: object }[]
  /** null: no faults are drawn. */
  chaos: ChaosPlan | null
  /** The phases of a run whose recovery is judged; null: it is not. */
  recovery: RecoveryPlan | null
  /** How `faults` were drawn, where they are those of an earlier run whose faults were. */
  drawn?: FaultsMetrics['drawn']
  /** What faults can act on beside what is recognised, given the target. */
  faultPoints: ((target: unknown) => Readonly<Record<string, unknown>>) | null
  workers: Workers
  /** null: as its file has it. */
  isolation: Strength | null
  /** null: nothing is looked for that is left behind. */
  leaks: LeakSettings | null
  /** The whole run, from building the target to closing it, takes no longer than this, in real time. */
  timeLimitMs: number
  /** How much longer it may take to clear away: hooks after the load, and the closing of the target. */
  clearAwayMs: number
  /** The same in virtual time; null: the run is in real time. */
  virtualLimitMs: number | null
}

/** What the function that builds a target is given. */
export interface TargetContext {
  agents: readonly string[]
  seed: number
  /** The clock of the run: virtual with `time: 'virtual'`, otherwise the process's own. */
  clock: RunClock
  /** Which of the workers this is; one of one without `workers`. */
  worker: WorkerPlace
  /** Aborted when the run is ended early. */
  signal: AbortSignal
}

/** What `setup` is given. */
export interface SetupContext<Target> extends TargetContext {
  /** What the scenario's `target` built. */
  target: Target
}

/** What `teardown` is given. */
export interface TeardownContext<Target, Setup> {
  target: Target
  /** What `setup` returned; undefined if it failed. */
  setup: Setup
  agents: readonly string[]
  seed: number
  /** The clock of the run: virtual with `time: 'virtual'`, otherwise the process's own. */
  clock: RunClock
  /** Which of the workers this is; one of one without `workers`. */
  worker: WorkerPlace
}

/** What `beforeEachUser` is given. */
export interface UserContext<Target, Setup> {
  target: Target
  setup: Setup
  /** Name of the load, where the scenario has several (`loads`); otherwise null. */
  load: string | null
  /** From 0, in each load; `iteration.userIndex` of the iterations that this user will run. */
  userIndex: number
  /** The agent that all iterations of this user are for, where that is only one; otherwise null. */
  agent: string | null
  seed: number
  /** The clock of the run: virtual with `time: 'virtual'`, otherwise the process's own. */
  clock: RunClock
  /** Aborted when the run is ended early. */
  signal: AbortSignal
}

/** What `afterEachUser` is given. */
export interface LeavingUserContext<Target, Setup, User> extends Omit<UserContext<Target, Setup>, 'signal'> {
  /** What `beforeEachUser` returned for this user. */
  user: User
}
