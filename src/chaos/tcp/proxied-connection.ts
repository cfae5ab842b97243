import type { Socket } from 'node:net'
import type { Direction } from './direction.ts'
import { Flow } from './flow.ts'
import { tearDown } from './tear-down.ts'

/** A client's connection to a proxy, and the proxy's own to the server. */
export class ProxiedConnection {
  /** 0 for the first that the proxy accepted. */
  readonly index: number
  readonly flows: Readonly<Record<Direction, Flow>>
  readonly #sockets: readonly Socket[]
  #open = 2

  /** `onClosed`: both sockets are closed. */
  constructor(index: number, client: Socket, server: Socket, onClosed: () => void) {
    this.index = index
    this.#sockets = [client, server]
    const toServer = new Flow(client, server)
    const toClient = new Flow(server, client)
    this.flows = { 'to-server': toServer, 'to-client': toClient }
    const watch = (socket: Socket, from: Flow, to: Flow): void => {
      // The relay adds nothing of its own: small packets leave as they come.
      socket.setNoDelay(true)
      // What comes of it is told by `close`.
      socket.on('error', () => {})
      socket.on('close', (hadError) => {
        to.sever()
        // It did not end as a connection does: the other side is told so, after all that came before.
        if (hadError || !socket.readableEnded) from.enter('reset')
        if (--this.#open === 0) {
          from.sever()
          onClosed()
        }
      })
    }
    watch(client, toServer, toClient)
    watch(server, toClient, toServer)
  }

  /** Tears both sides down: each reads ECONNRESET. What is on its way is lost. */
  reset(): void {
    for (const socket of this.#sockets) tearDown(socket)
  }
}
