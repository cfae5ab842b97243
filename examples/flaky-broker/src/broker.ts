import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Message } from 'vitest-stress/queue'
import { onJsonLine, writeJsonLine } from './json-lines.ts'

/** A delivery that is not acknowledged by then goes to whoever asks next. */
const leaseMs = 300
const pingMs = 50

export type ToBroker = { put: number; message: Message } | { take: true } | { ack: number }
export type FromBroker = { stored: number } | { delivery: number; message: Message } | { ping: true }

interface Delivery {
  message: Message
  consumer: Socket
  lease: NodeJS.Timeout
}

/** A small broker over TCP, a JSON object a line: put, take, acknowledge. It delivers at least once. */
export class Broker {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #waiting: Message[] = []
  /** Consumers, the one that waits longest first. Each takes one message at a time. */
  readonly #free = new Set<Socket>()
  readonly #deliveries = new Map<number, Delivery>()
  #lastDelivery = 0

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket))
  }

  /** Listens on a free port of this machine, and on no other. */
  static async start(): Promise<Broker> {
    const broker = new Broker()
    await new Promise<void>((resolve) => broker.#server.listen(0, '127.0.0.1', resolve))
    return broker
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Everything that was stored was delivered and acknowledged. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#deliveries.size === 0
  }

  async close(): Promise<void> {
    for (const { lease } of this.#deliveries.values()) clearTimeout(lease)
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    const pings = setInterval(() => writeJsonLine(socket, { ping: true }), pingMs)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearInterval(pings)
      this.#sockets.delete(socket)
      this.#free.delete(socket)
      for (const [id, { consumer }] of this.#deliveries) if (consumer === socket) this.#giveBack(id)
    })
    onJsonLine(socket, (request: ToBroker) => {
      if ('put' in request) {
        this.#waiting.push(request.message)
        writeJsonLine(socket, { stored: request.put })
      } else if ('take' in request) this.#free.add(socket)
      else this.#acknowledge(request.ack)
      this.#deliver()
    })
  }

  #deliver(): void {
    for (const consumer of this.#free) {
      const message = this.#waiting.shift()
      if (!message) return
      this.#free.delete(consumer)
      const id = ++this.#lastDelivery
      const lease = setTimeout(() => this.#giveBack(id), leaseMs)
      this.#deliveries.set(id, { message, consumer, lease })
      writeJsonLine(consumer, { delivery: id, message })
    }
  }

  #acknowledge(id: number): void {
    clearTimeout(this.#deliveries.get(id)?.lease)
    this.#deliveries.delete(id)
  }

  /** Nobody is known to have handled it: it is delivered again. */
  #giveBack(id: number): void {
    const { message } = this.#deliveries.get(id)!
    this.#acknowledge(id)
    this.#waiting.unshift(message)
    this.#deliver()
  }
}
