/** Whose work it is: a load, and an agent of it; null where it has no name. */
export interface WorkOf {
  readonly load: string | null
  readonly agent: string | null
}

/** Who got nothing done of what was asked for. */
export interface StuckWork extends WorkOf {
  readonly asked: number
}

/** What came of the work of one agent in a stretch of time. */
interface Progress extends WorkOf {
  /** After its first quarter. */
  succeeded: number
  /** Asked for in its first half, or before: what failed in it, and what was not over at its end. */
  failed: number
  waiting: number
  /** When the first of these was due. */
  oldestMs: number
}

/** So many failures in a row, and nothing else, are no bad luck. */
const leastFailures = 3

/**
 * Tells who was asked for work in a stretch of time, and got none of it done. What is asked for in its second half may be
 * under way at its end; what ends in its first quarter may have been under way before, and nothing come after it. Times of
 * the run.
 */
export class ProgressWatch {
  /** Infinity: it has not begun. */
  fromMs = Infinity
  declare readonly toMs: number
  succeeded = 0
  private readonly _progress = new Map<string | null, Map<string | null, Progress>>()

  constructor(toMs: number) {
    this.toMs = toMs
  }

  /** An iteration ended, well or not, or was given up. */
  ended({ load, agent }: WorkOf, dueMs: number, endMs: number, ok: boolean): void {
    const { fromMs, toMs } = this
    if (endMs < fromMs) return
    const isOver = endMs <= toMs
    if (ok && isOver) {
      this.succeeded++
      if (endMs > fromMs + (toMs - fromMs) / 4) this._of(load, agent).succeeded++
      return
    }
    if (dueMs > (fromMs + toMs) / 2) return
    const progress = this._of(load, agent)
    if (isOver) progress.failed++
    else progress.waiting++
    progress.oldestMs = Math.min(progress.oldestMs, dueMs)
  }

  /** `patienceMs`: who waits for less than that at the end may have it from the system as it always is. */
  stuck(patienceMs: number): StuckWork[] {
    const all = [...this._progress.values()].flatMap((agents) => [...agents.values()])
    return all.flatMap(({ load, agent, succeeded, failed, waiting, oldestMs }) => {
      const waits = waiting > 0 && oldestMs <= this.toMs - patienceMs
      const isStuck = succeeded === 0 && (waits || failed >= leastFailures)
      return isStuck ? { load, agent, asked: failed + waiting } : []
    })
  }

  private _of(load: string | null, agent: string | null): Progress {
    let agents = this._progress.get(load)
    if (agents === undefined) this._progress.set(load, (agents = new Map()))
    let progress = agents.get(agent)
    if (progress === undefined) {
      progress = { load, agent, succeeded: 0, failed: 0, waiting: 0, oldestMs: Infinity }
      agents.set(agent, progress)
    }
    return progress
  }
}
