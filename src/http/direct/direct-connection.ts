import { connect, type Socket } from 'node:net'
import type { Clock } from '../../foundation/clock.ts'
import type { Connection, ConnectionOwner } from '../connection.ts'
import type { Exchange } from '../exchange.ts'
import { HttpError } from '../http-error.ts'
import { AnswerParser, type AnswerLimits } from './answer-parser.ts'
import { AnswerProblem } from './answer-problem.ts'
import type { HeadMemory } from './head-memory.ts'
import type { RequestHeads } from './request-heads.ts'

/** What the connections of one client have in common. */
export interface DirectSetup {
  readonly host: string
  readonly port: number
  readonly limits: AnswerLimits
  readonly keepAlive: boolean
  readonly requestHeads: RequestHeads
  readonly answerHeads: HeadMemory
  readonly clock: Clock
}

const bufferBytes = 32 * 1024

/** HTTP/1.1 on a socket of its own: written at once, read into one buffer, parsed as it comes. No pipelining. */
export class DirectConnection implements Connection {
  idleSinceMs = 0
  readonly closed: Promise<void>
  #exchange: Exchange | null = null
  #isOpen = false
  #isGone = false
  #wasUsed = false
  readonly #parser: AnswerParser
  readonly #socket: Socket
  readonly #setup: DirectSetup
  readonly #owner: ConnectionOwner

  constructor(setup: DirectSetup, owner: ConnectionOwner) {
    this.#setup = setup
    this.#owner = owner
    this.#parser = new AnswerParser(setup.limits, setup.answerHeads)
    // Of its own: some systems fill it before they say so, and another connection would read those bytes.
    const buffer = Buffer.allocUnsafeSlow(bufferBytes)
    const { host, port, clock } = setup
    const startMs = clock.now()
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: { buffer, callback: (count) => this.#read(buffer, count) },
    })
    this.#socket = socket
    socket.on('connect', () => {
      this.#isOpen = true
      const connectMs = clock.now() - startMs
      if (this.#exchange !== null) this.#exchange.connectMs = connectMs
      owner.opened(connectMs)
    })
    socket.on('end', () => this.#finish())
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#fail(`http ${error.code ?? 'error'}`, error.message, error)
    })
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#fail('http closed', 'the connection was closed')
        resolve()
      })
    })
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange
    const { request } = exchange
    this.#parser.begin(request.method)
    const head = this.#setup.requestHeads.render(request)
    if (request.body === null) this.#socket.write(head, 'latin1')
    else {
      this.#socket.cork()
      this.#socket.write(head, 'latin1')
      this.#socket.write(request.body)
      this.#socket.uncork()
    }
  }

  destroy(): void {
    this.#leave()
    this.#exchange = null
  }

  /** Returns whether to read on. */
  #read(buffer: Buffer, count: number): boolean {
    const exchange = this.#exchange
    if (exchange === null) {
      // An answer to nothing: the next request would take it for its own.
      if (this.#leave()) this.#owner.gone(this)
      return false
    }
    exchange.firstByteMs ??= this.#setup.clock.now()
    let read: number
    try {
      read = this.#parser.push(buffer, count)
    } catch (error) {
      this.#failBy(error)
      return false
    }
    if (this.#parser.answer !== null) this.#complete(exchange, read === count)
    return !this.#isGone
  }

  #complete(exchange: Exchange, isClean: boolean): void {
    // Taken first: the next exchange begins on this connection before this one is settled.
    const { head, body } = this.#parser.answer!
    this.#exchange = null
    this.#wasUsed = true
    const nowMs = this.#setup.clock.now()
    const isUnsent = this.#socket.writableLength > 0
    if (isClean && !isUnsent && this.#parser.keepsAlive && this.#setup.keepAlive)
      this.#owner.free(this, nowMs)
    else if (this.#leave()) this.#owner.gone(this)
    exchange.succeed(head.status, head, body, nowMs)
  }

  /** The other side has ended the connection. */
  #finish(): void {
    const exchange = this.#exchange
    if (exchange === null) {
      if (this.#leave()) this.#owner.gone(this)
      return
    }
    try {
      this.#parser.finish()
    } catch (error) {
      return this.#failBy(error)
    }
    this.#complete(exchange, true)
  }

  #failBy(error: unknown): void {
    if (!(error instanceof AnswerProblem)) throw error
    this.#fail(error.reason, error.message)
  }

  #fail(reason: string, message: string, cause?: Error): void {
    const exchange = this.#exchange
    this.#exchange = null
    if (!this.#leave()) return
    if (exchange === null) return this.#owner.gone(this)
    const { method, path } = exchange.request
    const error = new HttpError(reason, `${method} ${path}: ${message}`, cause ? { cause } : {})
    this.#owner.failed(this, exchange, error, this.#wasUsed && exchange.firstByteMs === null)
  }

  /** Whether it was of use until now. */
  #leave(): boolean {
    if (this.#isGone) return false
    this.#isGone = true
    if (this.#isOpen) this.#owner.lost()
    this.#socket.destroy()
    return true
  }
}
