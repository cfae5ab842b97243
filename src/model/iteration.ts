/** One execution of the workload, as the workload sees it. */
export interface Iteration<M = unknown, D = unknown> {
  /** Position in the plan, from 0. */
  readonly index: number
  /** The agent the plan gave it, or null. */
  readonly agent: string | null
  /** Milliseconds from the start of the load to the start the plan meant; what latency counts from. */
  readonly scheduledMs: number
  /** Milliseconds from the start of the load to the actual start. */
  readonly startedMs: number
  readonly phase: 'warmup' | 'steady'
  /** What a message source yields (`agentMessages`, `recordedMessages`); otherwise undefined. */
  readonly message: M
  /** What any other source yields; otherwise undefined. */
  readonly data: D
  /** Aborted when this iteration times out or the run ends before it. */
  readonly signal: AbortSignal
}
