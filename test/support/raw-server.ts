import { createServer, type AddressInfo, type Socket } from 'node:net'

/** What a raw server does on a request; `request` is its head and as much of its body as came with it. */
export type OnRequest = (socket: Socket, request: string, count: { onSocket: number; inAll: number }) => void

export interface RawServer {
  readonly url: string
  /** Requests as they came, in order. */
  readonly requests: readonly string[]
  /** How many connections were accepted. */
  readonly connections: number
  /** Settles when no connection is left, without ending any. */
  emptied(): Promise<void>
  close(): Promise<void>
}

/** A server that says exactly what it is told to, on a free port of this machine. It takes what comes at once for one request. */
export async function startRawServer(onRequest: OnRequest): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const requests: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    let onSocket = 0
    connections++
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      requests.push(data.toString('latin1'))
      onRequest(socket, requests.at(-1)!, { onSocket: ++onSocket, inAll: requests.length })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return connections
    },
    async emptied() {
      while (sockets.size > 0) await new Promise((resolve) => [...sockets][0]!.once('close', resolve))
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
