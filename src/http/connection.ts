import type { Exchange } from './exchange.ts'
import type { HttpError } from './http-error.ts'

/** A way to the server, which carries one exchange at a time. A new kind of transport is one of these. */
export interface Connection {
  /** Since when nothing was sent on it; kept by the pool. */
  idleSinceMs: number
  send(exchange: Exchange): void
  /** Ends it at once, and what it carries with it; that is not told to its owner. */
  destroy(): void
  /** Settles when nothing is left of it. */
  readonly closed: Promise<void>
}

/** Whom a connection tells. */
export interface ConnectionOwner {
  /** A way to the server is open, which took so long. */
  opened(connectMs: number): void
  /** One that was open is no more. */
  lost(): void
  /** The exchange is over, and another may be sent. */
  free(connection: Connection, nowMs: number): void
  /** It is of no use any more; told once. */
  gone(connection: Connection): void
  /** As `gone`, where that is what `exchange` failed by. `isUnanswered`: it was used before, and no byte of an answer came this time. */
  failed(connection: Connection, exchange: Exchange, error: HttpError, isUnanswered: boolean): void
}

export type OpenConnection = (owner: ConnectionOwner) => Connection
