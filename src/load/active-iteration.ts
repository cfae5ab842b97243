import { inspect } from 'node:util'
import { asMistake } from '../foundation/mistake.ts'
import { renderValue } from '../foundation/problem.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Slot } from './slot.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * An iteration as its workload sees it. It stays what it is when the iteration has ended; what is called late finds that
 * another one has begun in its slot. Its AbortController is made only for workloads that ask for the signal: it costs 2 µs.
 */
export class ActiveIteration implements Iteration {
  // Only declared where the constructor assigns: defining a field first takes time in each iteration.
  declare readonly index: number
  declare readonly agent: string | null
  declare readonly scheduledMs: number
  declare readonly startedMs: number
  declare readonly phase: 'warmup' | 'steady'
  declare readonly message: unknown
  declare readonly data: unknown
  declare readonly load: string | null
  declare readonly userIndex: number
  declare private readonly _slot: Slot
  declare private readonly _turn: number
  declare private _abort: AbortController | null

  /** `index`: where it stands in the whole plan, if its driver counts only a share of that. */
  constructor(snapshot: Snapshot, index = snapshot.index) {
    this.index = index
    this.userIndex = snapshot.slot.userIndex
    this.agent = snapshot.agent
    this.scheduledMs = snapshot.scheduledMs
    this.startedMs = snapshot.startedMs
    this.phase = snapshot.phase
    this.message = snapshot.message
    this.data = snapshot.data
    this.load = snapshot.slot.load
    this._slot = snapshot.slot
    this._turn = snapshot.turn
    this._abort = null
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
