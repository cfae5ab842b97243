import type { Clock } from '../foundation/clock.ts'
import type { Exchange } from './exchange.ts'

/**
 * Ends exchanges that take too long, with one timer for all: it is set to the earliest deadline that was known when it was
 * set, and looks again then. A timer for each request would cost more than the request's bookkeeping together.
 */
export class Deadlines {
  /** The exchanges under way, as a list of neighbours: it costs a third of a Set. */
  #last: Exchange | null = null
  #armedForMs = Infinity
  #cancel: (() => void) | null = null
  readonly #clock: Clock
  readonly #expire: (exchange: Exchange) => void

  constructor(clock: Clock, expire: (exchange: Exchange) => void) {
    this.#clock = clock
    this.#expire = expire
  }

  /** Those that are under way. */
  active(): Exchange[] {
    const all: Exchange[] = []
    for (let at = this.#last; at !== null; at = at.before) all.push(at)
    return all
  }

  add(exchange: Exchange): void {
    exchange.before = this.#last
    if (this.#last !== null) this.#last.after = exchange
    this.#last = exchange
    if (exchange.deadlineMs < this.#armedForMs) this.#arm(exchange.deadlineMs)
  }

  remove(exchange: Exchange): void {
    const { before, after } = exchange
    // One that is not among them has no neighbours, and is not the last.
    if (before !== null) before.after = after
    if (after !== null) after.before = before
    if (this.#last === exchange) this.#last = before
    exchange.before = exchange.after = null
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#armedForMs = Infinity
  }

  #arm(deadlineMs: number): void {
    this.#cancel?.()
    this.#armedForMs = deadlineMs
    this.#cancel = this.#clock.after(Math.max(0, deadlineMs - this.#clock.now()), () => this.#look())
  }

  #look(): void {
    this.#cancel = null
    this.#armedForMs = Infinity
    const nowMs = this.#clock.now()
    let earliestMs = Infinity
    for (const exchange of this.active()) {
      if (exchange.deadlineMs <= nowMs) this.#expire(exchange)
      else earliestMs = Math.min(earliestMs, exchange.deadlineMs)
    }
    if (earliestMs < this.#armedForMs) this.#arm(earliestMs)
  }
}
