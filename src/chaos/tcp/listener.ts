import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { realClock, sleep } from '../../foundation/clock.ts'

const triesToReopen = 40
const betweenTriesMs = 25

/** Listens on an address, and can stop to and take the same port again. */
export class Listener {
  readonly #host: string
  readonly #onSocket: (socket: Socket) => void
  #port: number
  #server: Server | null = null
  #hasBeenOpen = false
  #isWanted = false
  /** One thing at a time: the port is not given back while it is still being taken. */
  #turn: Promise<void> = Promise.resolve()

  constructor(address: { host: string; port: number }, onSocket: (socket: Socket) => void) {
    this.#host = address.host
    this.#port = address.port
    this.#onSocket = onSocket
  }

  /** 0 before it is open for the first time, if none was asked for. */
  get port(): number {
    return this.#port
  }

  /** Rejects with what the system says of the address. */
  open(): Promise<void> {
    this.#isWanted = true
    return this.#next(() => this.#open())
  }

  /** Settles when nobody can connect any more. Connections that are there stay. */
  close(): Promise<void> {
    this.#isWanted = false
    return this.#next(async () => {
      this.#server?.close()
      this.#server = null
    })
  }

  async #open(): Promise<void> {
    let triesLeft = this.#hasBeenOpen ? triesToReopen : 0
    while (this.#isWanted) {
      try {
        return await this.#listen()
      } catch (error) {
        // A connection out of this machine may have been given the port meanwhile; most are short.
        if (triesLeft-- === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
        await sleep(realClock, betweenTriesMs)
      }
    }
  }

  async #listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, this.#onSocket)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, this.#host, resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    this.#hasBeenOpen = true
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }
}
