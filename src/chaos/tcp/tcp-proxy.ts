import { connect, type Socket } from 'node:net'
import { defer } from '../../foundation/deferred.ts'
import { Listener } from './listener.ts'
import { ProxiedConnection } from './proxied-connection.ts'
import { resolveProxyOptions, type ResolvedProxyOptions, type TcpProxyOptions } from './proxy-options.ts'

/** What a fault does to each connection; returns how to undo it there. */
export type JoinConnection = (connection: ProxiedConnection) => () => void

export interface TcpProxyStats {
  /** Connections accepted since the start. */
  connections: number
  /** Of these, the ones that are not closed yet. */
  openConnections: number
  /** Bytes handed to the server, of all connections. */
  toServerBytes: number
  /** Bytes handed to clients. */
  toClientBytes: number
}

/**
 * Stands between the clients of a server and the server, and passes bytes on both ways, until a fault is opened on it.
 * Pressure, half-closed connections and resets pass through. It works in the process that starts it.
 */
export class TcpProxy {
  /** Accepts nothing while not empty. */
  #refusals = 0
  #isClosed = false
  #accepted = 0
  #onEmpty = (): void => {}
  #closedBytes = { toServer: 0, toClient: 0 }
  readonly #to: ResolvedProxyOptions['to']
  readonly #listener: Listener
  /** Each connection, with what undoes each fault there. */
  readonly #connections = new Map<ProxiedConnection, Map<JoinConnection, () => void>>()
  readonly #joins = new Set<JoinConnection>()

  private constructor({ to, host, port }: ResolvedProxyOptions) {
    this.#to = to
    this.#listener = new Listener({ host, port }, (client) => this.#accept(client))
  }

  /** Listens, and is ready. Rejects with an InputError, or with what the system says of the address. */
  static async start(options: TcpProxyOptions): Promise<TcpProxy> {
    const proxy = new TcpProxy(resolveProxyOptions(options))
    await proxy.#listener.open()
    return proxy
  }

  /** Where clients connect. It stays the same for as long as the proxy lives. */
  get port(): number {
    return this.#listener.port
  }

  get stats(): TcpProxyStats {
    let { toServer, toClient } = this.#closedBytes
    for (const { flows } of this.#connections.keys()) {
      toServer += flows['to-server'].passedBytes
      toClient += flows['to-client'].passedBytes
    }
    return {
      connections: this.#accepted,
      openConnections: this.#connections.size,
      toServerBytes: toServer,
      toClientBytes: toClient,
    }
  }

  /** Resets every connection and gives the port back; faults that are still open have nothing left to act on. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#joins.clear()
    await this.#listener.close()
    const emptied = defer()
    this.#onEmpty = emptied.resolve
    for (const connection of this.#connections.keys()) connection.reset()
    if (this.#connections.size > 0) await emptied.promise
  }

  /** For faults: calls `join` for each connection that is open and each that comes. Returns how to undo it on all. */
  eachConnection(join: JoinConnection): () => void {
    if (this.#isClosed) return () => {}
    this.#joins.add(join)
    for (const [connection, leaves] of this.#connections) leaves.set(join, join(connection))
    return () => {
      this.#joins.delete(join)
      for (const leaves of this.#connections.values()) {
        leaves.get(join)?.()
        leaves.delete(join)
      }
    }
  }

  /** For faults: gives the port back, so that connecting is refused, until what it returns is called. */
  async refuse(): Promise<() => Promise<void>> {
    if (this.#refusals++ === 0) await this.#listener.close()
    return async () => {
      if (--this.#refusals === 0 && !this.#isClosed) await this.#listener.open()
    }
  }

  #accept(client: Socket): void {
    const server = connect({ ...this.#to, allowHalfOpen: true })
    const connection = new ProxiedConnection(this.#accepted++, client, server, () => {
      this.#closedBytes.toServer += connection.flows['to-server'].passedBytes
      this.#closedBytes.toClient += connection.flows['to-client'].passedBytes
      const leaves = this.#connections.get(connection)!
      this.#connections.delete(connection)
      // Nothing to undo is left, but timers may be.
      for (const leave of leaves.values()) leave()
      if (this.#connections.size === 0) this.#onEmpty()
    })
    const leaves = new Map<JoinConnection, () => void>()
    this.#connections.set(connection, leaves)
    for (const join of this.#joins) leaves.set(join, join(connection))
  }
}
