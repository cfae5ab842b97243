import type { RunClock } from '../../../src/foundation/run-clock.ts'

/** A queueing station: so many servers, one line in order of arrival, service times as drawn. */
export class Station {
  readonly #clock: RunClock
  readonly #drawServiceMs: () => number
  /** When each server is next free. */
  readonly #freeAt: number[]

  constructor(clock: RunClock, servers: number, drawServiceMs: () => number) {
    this.#clock = clock
    this.#drawServiceMs = drawServiceMs
    this.#freeAt = Array.from({ length: servers }, () => 0)
  }

  /** Settles when the customer that arrives now has been served. */
  serve(): Promise<void> {
    const nowMs = this.#clock.now()
    const freeAt = this.#freeAt
    let first = 0
    for (let server = 1; server < freeAt.length; server++)
      if (freeAt[server]! < freeAt[first]!) first = server
    // First come, first served: whoever comes now takes the server that is free before all others.
    const endMs = Math.max(nowMs, freeAt[first]!) + this.#drawServiceMs()
    freeAt[first] = endMs
    return this.#clock.sleep(endMs - nowMs)
  }
}
