import { asMistake } from '../foundation/mistake.ts'
import { renderValue } from '../foundation/problem.ts'
import type { Iteration } from '../model/iteration.ts'

/** An iteration under way. Its AbortController is made only for workloads that ask for the signal: it costs 2 µs. */
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
  declare tags: string[] | null
  /** Who tells the workload of the end, once it has asked; why it has ended, where it did before that. */
  private _abort: AbortController | Error | null = null

  constructor(
    index: number,
    userIndex: number,
    agent: string | null,
    scheduledMs: number,
    startedMs: number,
    phase: 'warmup' | 'steady',
    message: unknown,
    data: unknown,
    load: string | null,
  ) {
    this.index = index
    this.userIndex = userIndex
    this.agent = agent
    this.scheduledMs = scheduledMs
    this.startedMs = startedMs
    this.phase = phase
    this.message = message
    this.data = data
    this.load = load
    this.tags = null
  }

  tag(name: string): void {
    if (typeof name !== 'string' || name === '')
      throw asMistake(new TypeError(`tag: expected a string that is not empty, got ${renderValue(name)}`))
    if (this.tags === null) this.tags = [name]
    else if (!this.tags.includes(name)) this.tags.push(name)
  }

  get signal(): AbortSignal {
    if (this._abort instanceof AbortController) return this._abort.signal
    const reason = this._abort
    this._abort = new AbortController()
    if (reason) this._abort.abort(reason)
    return this._abort.signal
  }

  abort(reason: Error): void {
    if (this._abort instanceof AbortController) this._abort.abort(reason)
    else this._abort = reason
  }
}
