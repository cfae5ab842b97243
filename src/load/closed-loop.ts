import type { RecordedFailure } from '../model/iteration-facts.ts'
import type { Engine } from './engine.ts'
import type { Slot } from './slot.ts'

/** What a loop asks of the load that it belongs to. */
export interface LoopKeeper {
  /** The index of the next iteration, or -1 when there is none, and the loop ends. */
  take(loop: ClosedLoop, nowMs: number): number
  /** Whether the next iteration has to wait: think time, pacing, or it is time to let all others have a turn. */
  mustRest(nowMs: number): boolean
  /** Waits, and then calls `begin`. */
  rest(loop: ClosedLoop, nowMs: number): void
  fail(error: unknown): void
}

// oxlint-disable-next-line unbound-method
const nativeThen = Promise.prototype.then

/**
 * One iteration after the other, in one slot: what `await` in an endless loop would do, at two thirds of its time. An
 * async function stores and loads all that it needs after each wait, and this is two functions that are made once.
 */
export class ClosedLoop {
  declare readonly slot: Slot
  declare private readonly _engine: Engine
  declare private readonly _keeper: LoopKeeper
  private readonly _ok = (): void => this._ended(null)
  private readonly _failed = (error: unknown): void => this._ended({ error })

  constructor(slot: Slot, engine: Engine, keeper: LoopKeeper) {
    this.slot = slot
    this._engine = engine
    this._keeper = keeper
  }

  begin(nowMs: number): void {
    try {
      this._begin(nowMs)
    } catch (error) {
      this._keeper.fail(error)
    }
  }

  private _begin(nowMs: number): void {
    const index = this._keeper.take(this, nowMs)
    if (index < 0) return
    this._engine.begin(this.slot, index, nowMs, nowMs, true)
    const promise = this._run()
    // Asked for by its name, V8 knows what it is. One of its own is not called: `await` would not either.
    if (promise.then === nativeThen) promise.then(this._ok, this._failed)
    else void nativeThen.call(promise, this._ok, this._failed)
  }

  /** What `await` makes of what the workload returns or throws. */
  private _run(): Promise<unknown> {
    try {
      return Promise.resolve(this._engine.run(this.slot))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  private _ended(failure: RecordedFailure | null): void {
    try {
      // The end of this iteration is the start of the next: one clock read each.
      const nowMs = this._engine.elapsedMs()
      // Timed out: the virtual user is in another loop by now.
      if (!this._engine.settle(this.slot, nowMs, failure)) return
      if (this._keeper.mustRest(nowMs)) this._keeper.rest(this, nowMs)
      else this._begin(nowMs)
    } catch (error) {
      this._keeper.fail(error)
    }
  }
}
