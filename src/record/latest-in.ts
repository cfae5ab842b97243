/** A second in which a start found a free slot and came too late. Times are from the beginning of the run. */
export interface LateSecond {
  readonly fromMs: number
  readonly toMs: number
  /** The latest of its starts. */
  readonly lateMs: number
}

/** How late a start was at most in the seconds that touch that time; 0: none was late. */
export function latestIn(late: readonly LateSecond[], fromMs: number, toMs: number): number {
  return late.reduce(
    (latest, second) =>
      second.fromMs < toMs && second.toMs > fromMs ? Math.max(latest, second.lateMs) : latest,
    0,
  )
}
