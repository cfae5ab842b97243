/** When a system is steady, when it is healed, and when it has recovered. All times in milliseconds, in whole hundreds. */
export interface RecoveryOptions {
  /** How long the steady state is measured, after the warm-up and before any fault. @default 30 % of the load */
  steadyMs?: number
  /** How long before the end of the load all faults are healed. @default 30 % of the load */
  livenessMs?: number
  /** Recovered: p99 is at most by this share above the steady one, and throughput below. @default 0.2 */
  within?: number
  /** How long a window of throughput is. @default 1,000, or 100 planned iterations, at most a third of a phase */
  windowMs?: number
}
