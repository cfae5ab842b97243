import { inspect } from 'node:util'
import { asMistake } from '../foundation/mistake.ts'
import { renderValue } from '../foundation/problem.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Slot } from './slot.ts'

/**
 * An iteration as its workload sees it. It stays what it is when the iteration has ended; what is called late finds that
 * another one has begun in its slot. Its AbortController is made only for workloads that ask for the signal: it costs 2 µs.
 */
export class ActiveIteration implements Iteration {
  // Only declared: defining a field first takes time in each iteration.
  declare index: number
  declare agent: string | null
  declare scheduledMs: number
  declare startedMs: number
  declare phase: 'warmup' | 'steady'
  declare message: unknown
  declare data: unknown
  declare load: string | null
  declare userIndex: number
  declare private readonly _slot: Slot
  declare private _turn: number
  declare private _abort: AbortController | null

  /**
   * Use `of`. So short that V8 always makes it a part of whoever calls it, since a call of a constructor costs a fourth of an
   * empty iteration; and it names four fields, from which V8 concludes that there will be at most twelve.
   */
  private constructor(slot: Slot) {
    this._slot = slot
    this._abort = null
    this.message = undefined
    this.data = undefined
  }

  /** The one that has just begun in `slot`. `index`: where it stands in the whole plan, if its driver counts only a share. */
  static of(slot: Slot, index = slot.index): ActiveIteration {
    const iteration = new ActiveIteration(slot)
    iteration.index = index
    iteration.agent = slot.agent
    iteration.scheduledMs = slot.scheduledMs
    iteration.startedMs = slot.startedMs
    iteration.phase = slot.phase
    iteration.message = slot.message
    iteration.data = slot.data
    iteration.load = slot.load
    iteration.userIndex = slot.userIndex
    iteration._turn = slot.turn
    return iteration
  }

  tag(name: string): void {
    if (typeof name !== 'string' || name === '')
      throw asMistake(new TypeError(`tag: expected a string that is not empty, got ${renderValue(name)}`))
    const slot = this._slot
    if (slot.turn !== this._turn || !slot.isBusy) return
    if (slot.tags === null) slot.tags = [name]
    else if (!slot.tags.includes(name)) slot.tags.push(name)
  }

  get signal(): AbortSignal {
    if (this._abort === null) this._abort = this._listen(new AbortController())
    return this._abort.signal
  }

  private _listen(abort: AbortController): AbortController {
    const slot = this._slot
    // It ended well, and long ago.
    if (slot.turn !== this._turn) return abort
    slot.abort = abort
    if (slot.endedBy !== null) abort.abort(slot.endedBy)
    return abort
  }

  /** As it is written down and printed: without where it is kept. */
  toJSON(): object {
    const { _slot, _turn, _abort, ...shown } = this
    return shown
  }

  [inspect.custom](): object {
    return this.toJSON()
  }
}
