import type { AssertedGuarantee } from './asserted-guarantee.ts'
import type { DataSource } from './data-source.ts'
import type { LoadPlan } from './load-plan.ts'

export interface LatencyLimit {
  /** Milliseconds. */
  maxMs: number
}
export type LatencyMetric = `p${number}` | 'max' | 'avg'
export type LatencyBudgets = { [metric in LatencyMetric]?: LatencyLimit | undefined }

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

/** Limits that gate the run. A limit without samples to judge it by is `invalid`, never a pass. */
export interface Budgets extends GroupBudgets {
  /** Deliveries that the observed queue gave up on. At most 0, unless set, where every iteration must succeed. */
  deadLettered?: { max: number } | undefined
  heapPeak?: { maxBytes: number } | undefined
  rssPeak?: { maxBytes: number } | undefined
  /** By agent name; `'*'` stands for each agent. */
  agents?: Record<string, GroupBudgets> | undefined
  messageTypes?: Record<string, GroupBudgets> | undefined
  phases?: { warmup?: GroupBudgets | undefined; steady?: GroupBudgets | undefined } | undefined
}

/** A scenario with every default applied; nothing below the edge sees an optional. */
export interface Scenario {
  kind: string
  seed: number
  plan: LoadPlan
  /** The load as resolved, for the report. */
  loadOptions: Record<string, unknown>
  data: DataSource<unknown> | null
  target: ((context: TargetContext) => unknown) | null
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
  budgets: Budgets
  /** Lateness above this, at the 99th percentile, means that the generator could not keep its plan. */
  latenessLimitMs: number
  /** The whole run, from building the target to closing it, takes no longer than this. */
  timeLimitMs: number
}

/** What the function that builds a target is given. */
export interface TargetContext {
  agents: readonly string[]
  seed: number
  /** Aborted when the run is ended early. */
  signal: AbortSignal
}
