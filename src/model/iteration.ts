/** One execution of the workload, as the workload sees it. */
export interface Iteration<M = unknown, D = unknown> {
  /** Position in the plan of its load, from 0. */
  readonly index: number
  /** Name of its load, where the scenario has several (`loads`); otherwise null. */
  readonly load: string | null
  /** Which virtual user runs it, from 0. In an open load, the slot that it runs in, below `maxInFlight`. */
  readonly userIndex: number
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
  /**
   * Marks this iteration, also several times: iterations with one tag are measured together, and `budgets.tags` limits
   * them. At most 1,000 different tags a load. Throws `TypeError` for anything but a string that is not empty.
   */
  tag(name: string): void
}
