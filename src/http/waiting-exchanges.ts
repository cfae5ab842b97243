import type { Exchange } from './exchange.ts'

/** Exchanges that wait for a connection, in turn. What was settled meanwhile is passed over. */
export class WaitingExchanges {
  #entries: Exchange[] = []
  #head = 0

  add(exchange: Exchange): void {
    this.#entries.push(exchange)
  }

  next(): Exchange | null {
    if (this.#entries.length === 0) return null
    while (this.#head < this.#entries.length) {
      const exchange = this.#entries[this.#head++]!
      // Moved seldom, so that taking one costs the same however many wait.
      if (this.#head > 1_000 && this.#head * 2 > this.#entries.length) {
        this.#entries = this.#entries.slice(this.#head)
        this.#head = 0
      }
      if (!exchange.isSettled) return exchange
    }
    this.#entries.length = this.#head = 0
    return null
  }
}
