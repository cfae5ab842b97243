import type { Clock } from '../foundation/clock.ts'
import type { Connection, ConnectionOwner, OpenConnection } from './connection.ts'
import type { Exchange } from './exchange.ts'
import type { HttpError } from './http-error.ts'
import { WaitingExchanges } from './waiting-exchanges.ts'

export interface PoolOptions {
  /** The most connections at a time. */
  readonly connections: number
  /** A connection that was idle for longer is not used again. */
  readonly maxIdleMs: number
  readonly retryStale: boolean
  readonly keepAlive: boolean
}

/** No server in common use closes a connection that was idle for less. */
const staleAfterMs = 1_000
/** What a busy process may add to the round trip that it takes to hear that a connection was closed. */
const hearingMs = 20

/** The connections of a client: gives each exchange one that is free, opens more while it may, and lets the rest wait in turn. */
export class ConnectionPool implements ConnectionOwner {
  /** How often a way to the server was opened, opened in place of one that ended, and an exchange sent again. */
  readonly counts = { opened: 0, reconnects: 0, retries: 0 }
  #lost = 0
  #roundTripMs = 0
  readonly #all = new Set<Connection>()
  /** The one that was used last is used next: the others are the first that the server may close. */
  readonly #idle: Connection[] = []
  readonly #waiting = new WaitingExchanges()
  readonly #open: OpenConnection
  readonly #options: PoolOptions
  readonly #clock: Clock

  constructor(open: OpenConnection, options: PoolOptions, clock: Clock) {
    this.#open = open
    this.#options = options
    this.#clock = clock
  }

  send(exchange: Exchange): void {
    const idle = this.#takeIdle(exchange.startMs)
    const connection = idle ?? this.#openAnother()
    if (idle !== null) exchange.idleMs = exchange.startMs - idle.idleSinceMs
    if (connection === null) this.#waiting.add(exchange)
    else this.#sendOn(connection, exchange, exchange.startMs)
  }

  /** Of an exchange that is settled already: what carries it can carry nothing else. */
  abandon({ connection }: Exchange): void {
    if (connection === null) return
    this.#forget(connection)
    connection.destroy()
    this.#serveWaiting()
  }

  opened(connectMs: number): void {
    this.counts.opened++
    this.#roundTripMs = connectMs
    if (this.#lost === 0 || !this.#options.keepAlive) return
    this.#lost--
    this.counts.reconnects++
  }

  lost(): void {
    this.#lost++
  }

  free(connection: Connection, nowMs: number): void {
    const next = this.#waiting.next()
    if (next !== null) return this.#sendOn(connection, next, nowMs)
    connection.idleSinceMs = nowMs
    this.#idle.push(connection)
  }

  gone(connection: Connection): void {
    this.#forget(connection)
    this.#serveWaiting()
  }

  failed(connection: Connection, exchange: Exchange, error: HttpError, isUnanswered: boolean): void {
    this.#forget(connection)
    const again = isUnanswered && this.#options.retryStale && this.#wasStale(exchange)
    // Not on another idle one, which is likely to have ended as this one did, but on one that never was idle: it cannot
    // fail in this way a second time. There is room: one has just gone.
    const another = again ? this.#openAnother() : null
    if (another !== null) {
      this.counts.retries++
      exchange.idleMs = 0
      this.#sendOn(another, exchange, exchange.sentMs!)
    }
    this.#serveWaiting()
    if (another === null) exchange.fail(error)
  }

  /**
   * Whether the server closed the connection before it had the request: it had lain idle for long, and word came as soon as it
   * can. Any later, and the server may have worked on it: an answer that it lost must not be made good in silence.
   */
  #wasStale({ idleMs, sentMs, request }: Exchange): boolean {
    const heardMs = this.#clock.now() - sentMs!
    return request.isIdempotent && idleMs >= staleAfterMs && heardMs <= 2 * this.#roundTripMs + hearingMs
  }

  /** Ends all connections. The exchanges that they carry must be settled by then. */
  async close(): Promise<void> {
    const all = [...this.#all]
    this.#all.clear()
    this.#idle.length = 0
    for (const connection of all) connection.destroy()
    await Promise.all(all.map(({ closed }) => closed))
  }

  #sendOn(connection: Connection, exchange: Exchange, nowMs: number): void {
    exchange.connection = connection
    exchange.sentMs = nowMs
    connection.send(exchange)
  }

  #takeIdle(nowMs: number): Connection | null {
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      if (nowMs - connection.idleSinceMs <= this.#options.maxIdleMs) return connection
      this.#all.delete(connection)
      connection.destroy()
    }
    return null
  }

  #openAnother(): Connection | null {
    if (this.#all.size >= this.#options.connections) return null
    const connection = this.#open(this)
    this.#all.add(connection)
    return connection
  }

  #forget(connection: Connection): void {
    this.#all.delete(connection)
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
  }

  #serveWaiting(): void {
    for (;;) {
      if (this.#all.size >= this.#options.connections) return
      const next = this.#waiting.next()
      if (next === null) return
      this.#sendOn(this.#openAnother()!, next, this.#clock.now())
    }
  }
}
