import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from 'vitest-stress/queue'
import type { FromBroker } from './broker.ts'
import { onJsonLine, writeJsonLine } from './json-lines.ts'

const answerMs = 150
/** The broker pings every 50 ms. A consumer that hears nothing cannot tell a quiet broker from one that is gone. */
const silenceMs = 200
const retryMs = 20
const giveUpMs = 5_000

/** A client that expects the network to fail: it asks again, connects again, and acknowledges only what was handled. */
export class BrokerClient {
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  readonly #answers = new Map<number, () => void>()
  #producer: Socket | null = null
  #lastPut = 0
  #isClosed = false

  constructor(port: number) {
    this.#port = port
  }

  /** Settles when the broker has it. It may have it twice: an answer that was lost looks like a request that was. */
  async send(message: Message): Promise<void> {
    const untilMs = performance.now() + giveUpMs
    while (!(await this.#put(message))) {
      if (this.#isClosed || performance.now() > untilMs) throw new Error('the broker does not answer')
      await sleep(retryMs)
    }
  }

  /** Calls `handle` for each delivery, one after the other, and acknowledges it then, until the client is closed. */
  async consume(handle: (message: Message) => void): Promise<void> {
    while (!this.#isClosed) {
      await this.#consumeOnce(handle)
      await sleep(retryMs)
    }
  }

  close(): void {
    this.#isClosed = true
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Whether it was answered in time. */
  async #put(message: Message): Promise<boolean> {
    const producer = (this.#producer ??= this.#connectProducer())
    const put = ++this.#lastPut
    const answered = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => settle(false), answerMs)
      const onClose = (): void => settle(false)
      const settle = (isStored: boolean): void => {
        clearTimeout(timer)
        producer.off('close', onClose)
        this.#answers.delete(put)
        resolve(isStored)
      }
      producer.once('close', onClose)
      this.#answers.set(put, () => settle(true))
      writeJsonLine(producer, { put, message })
    })
    // Others may have connected again by now.
    if (!answered) producer.destroy()
    return answered
  }

  #connectProducer(): Socket {
    const socket = this.#connect()
    socket.setMaxListeners(0)
    socket.on('close', () => {
      if (this.#producer === socket) this.#producer = null
    })
    onJsonLine(socket, (answer: FromBroker) => {
      if ('stored' in answer) this.#answers.get(answer.stored)?.()
    })
    return socket
  }

  async #consumeOnce(handle: (message: Message) => void): Promise<void> {
    const socket = this.#connect()
    socket.setTimeout(silenceMs, () => socket.destroy())
    onJsonLine(socket, (delivery: FromBroker) => {
      if (!('delivery' in delivery)) return
      handle(delivery.message)
      writeJsonLine(socket, { ack: delivery.delivery })
      writeJsonLine(socket, { take: true })
    })
    writeJsonLine(socket, { take: true })
    await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  }

  #connect(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
    return socket
  }
}
