/** What held the thread has an aftermath: starts that are caught up with, garbage. */
export const aftermathMs = 1_000

/**
 * Times in which something else than load and target held the generator's thread, on purpose: what it does then is reported,
 * and not held against it. In milliseconds from the beginning of the loads.
 */
export class UnjudgedTime {
  private readonly _spans: { fromMs: number; toMs: number }[] = []

  /** From now on. Returns what ends it, some time after it is called. */
  open(nowMs: number): (nowMs: number) => void {
    const span = { fromMs: nowMs, toMs: Infinity }
    this._spans.push(span)
    return (endMs) => {
      span.toMs = endMs + aftermathMs
    }
  }

  /** Whether any of it lies between the two. */
  covers(fromMs: number, toMs: number): boolean {
    return this._spans.some((span) => span.fromMs <= toMs && span.toMs >= fromMs)
  }
}
