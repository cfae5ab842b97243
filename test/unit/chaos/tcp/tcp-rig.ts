import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { realClock } from '../../../../src/foundation/clock.ts'
import { seededRandom } from '../../../../src/foundation/random.ts'
import { TcpProxy } from '../../../../src/chaos/tcp/tcp-proxy.ts'

export interface Fired {
  name: string
  asked: number
  seen: number
}

/** What a fault needs, and what it told. */
export function faultContext() {
  const fired: (Fired | undefined)[] = []
  const seed = seededRandom(7)
  return {
    clock: realClock,
    signal: new AbortController().signal,
    decide: (label: string) => seed.fork(label).next(),
    fired: (size?: Fired) => void fired.push(size),
    told: fired,
    sizes: () => fired.map((size) => size!.seen),
  }
}

/** One end of a connection, and all that it has read. */
export class Peer {
  readonly socket: Socket
  readonly #chunks: Buffer[] = []
  /** How it was told that the other is done: `end`, or the code of an error. */
  readonly over: Promise<string>
  readonly closed: Promise<void>
  #onData = (): void => {}

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk)
      this.#onData()
    })
    this.over = new Promise((resolve) => {
      socket.once('end', () => resolve('end'))
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code!))
    })
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  /** Sizes of what was read, read by read. */
  get reads(): number[] {
    return this.#chunks.map(({ length }) => length)
  }

  async receives(bytes: number): Promise<Buffer> {
    while (this.#chunks.reduce((sum, { length }) => sum + length, 0) < bytes)
      await new Promise<void>((resolve) => (this.#onData = resolve))
    return this.received
  }
}

/** A server, a proxy before it, and clients of both. `serve` gets each connection as it comes. */
export async function startRig(serve: (peer: Peer) => void = echo) {
  const accepted: Peer[] = []
  let onAccept = (): void => {}
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const peer = new Peer(socket)
    accepted.push(peer)
    serve(peer)
    onAccept()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const proxy = await TcpProxy.start({ to: port })
  const clients: Peer[] = []
  const connectTo = async (port: number): Promise<Peer> => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    const peer = new Peer(socket)
    clients.push(peer)
    await new Promise<void>((resolve) => {
      socket.once('connect', resolve)
      socket.once('error', () => resolve())
    })
    return peer
  }
  return {
    proxy,
    serverPort: port,
    connect: () => connectTo(proxy.port),
    connectDirectly: () => connectTo(port),
    /** The server's end of the n-th connection. */
    async accepted(n: number): Promise<Peer> {
      while (accepted.length <= n) await new Promise<void>((resolve) => (onAccept = resolve))
      return accepted[n]!
    },
    /** Settles when the proxy's own sockets are closed, which may be a turn after those of both ends. */
    async emptied() {
      while (proxy.stats.openConnections > 0) await new Promise((resolve) => setImmediate(resolve))
    },
    stopServer: () => {
      for (const { socket } of accepted) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
    async close() {
      await proxy.close()
      for (const { socket } of [...clients, ...accepted]) socket.destroy()
      await Promise.all([...clients, ...accepted].map(({ closed }) => closed))
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type Rig = Awaited<ReturnType<typeof startRig>>

export function echo({ socket }: Peer): void {
  socket.pipe(socket)
}

/** Bytes that differ from place to place, so that one lost or moved is noticed. */
export function bytesOf(size: number, salt = 0): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  for (let at = 0; at < size; at++) bytes[at] = (at * 31 + (at >> 8) * 7 + salt) & 0xff
  return bytes
}
