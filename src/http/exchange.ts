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
  readonly request: PreparedRequest
  readonly startMs: number
  readonly deadlineMs: number
  /** When it was given to a connection; null: it waits for one. */
  sentMs: number | null = null
  connectMs = 0
  firstByteMs: number | null = null
  /** How long what carries it had lain idle before; 0: it came straight from another exchange, or is new. */
  idleMs = 0
  /** What carries it at present. */
  connection: Connection | null = null
  isSettled = false
  /** Neighbours among those under way; kept by `Deadlines`. */
  before: Exchange | null = null
  after: Exchange | null = null
  readonly #outcome: ExchangeOutcome

  constructor(request: PreparedRequest, startMs: number, deadlineMs: number, outcome: ExchangeOutcome) {
    this.request = request
    this.startMs = startMs
    this.deadlineMs = deadlineMs
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
