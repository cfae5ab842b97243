import type { Connection } from './connection.ts'
import type { HeaderSource } from './http-headers.ts'
import type { PreparedRequest } from './prepare-request.ts'

/** What is told of an exchange, once and at its end. */
export interface ExchangeOutcome {
  succeeded(exchange: Exchange, status: number, head: HeaderSource, body: Buffer, nowMs: number): void
  failed(exchange: Exchange, error: unknown): void
}

/** One request and what becomes of it. Times are those of the client's clock, in milliseconds. */
export class Exchange {
  // Only declared where the constructor assigns: defining fields first takes time in each exchange.
  declare readonly request: PreparedRequest
  declare readonly startMs: number
  declare readonly deadlineMs: number
  /** When it was given to a connection; null: it waits for one. */
  declare sentMs: number | null
  declare connectMs: number
  declare firstByteMs: number | null
  /** How long what carries it had lain idle before; 0: it came straight from another exchange, or is new. */
  declare idleMs: number
  /** What carries it at present. */
  declare connection: Connection | null
  declare isSettled: boolean
  /** Neighbours among those under way; kept by `Deadlines`. */
  declare before: Exchange | null
  declare after: Exchange | null
  readonly #outcome: ExchangeOutcome

  constructor(request: PreparedRequest, startMs: number, deadlineMs: number, outcome: ExchangeOutcome) {
    this.request = request
    this.startMs = startMs
    this.deadlineMs = deadlineMs
    this.sentMs = null
    this.connectMs = 0
    this.idleMs = 0
    this.firstByteMs = null
    this.connection = null
    this.isSettled = false
    this.before = null
    this.after = null
    this.#outcome = outcome
  }

  succeed(status: number, head: HeaderSource, body: Buffer, nowMs: number): void {
    if (this.isSettled) return
    this.isSettled = true
    // It carries the next one already, which whoever judges this answer must not be able to end.
    this.connection = null
    this.#outcome.succeeded(this, status, head, body, nowMs)
  }

  fail(error: unknown): void {
    if (this.isSettled) return
    this.isSettled = true
    this.#outcome.failed(this, error)
  }

  /** Where it stands, for the message of one that took too long. */
  get stage(): string {
    if (this.sentMs === null) return 'it waited for a free connection'
    if (this.firstByteMs === null) return 'no byte of the answer had come'
    return 'the answer was not over'
  }
}
