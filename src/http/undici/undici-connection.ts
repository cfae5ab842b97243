import type { Clock } from '../../foundation/clock.ts'
import type { Connection, ConnectionOwner } from '../connection.ts'
import type { Exchange } from '../exchange.ts'
import { HttpError } from '../http-error.ts'
import { failureReason } from './failure-reason.ts'
import type { Undici } from './load-undici.ts'
import { OlderHandler } from './older-handler.ts'
import type { RequestHeaderLists } from './request-header-lists.ts'
import { UndiciHead, type GivenHeaders } from './undici-head.ts'

/** What the connections of one client have in common. */
export interface UndiciSetup {
  readonly origin: string
  readonly requestHeaders: RequestHeaderLists
  readonly maxBodyBytes: number
  readonly keepAlive: boolean
  readonly clock: Clock
  /** Whether the dispatchers take handlers of the older kind. */
  readonly takesOlderHandlers: boolean
}

const noHead = new UndiciHead({})
const noBody = Buffer.alloc(0)

type Controller = Undici.Dispatcher.DispatchController

/** One exchange at a time over a dispatcher of undici: a `Client` with one socket, or one that the user has made. */
export class UndiciConnection implements Connection, Undici.Dispatcher.DispatchHandler {
  idleSinceMs = 0
  closed: Promise<void> = Promise.resolve()
  #exchange: Exchange | null = null
  #controller: Controller | null = null
  #isOpen = false
  #wasUsed = false
  #isGone = false
  #startMs = 0
  #status = 0
  #head = noHead
  /** The first part of a body, which most have alone. */
  #first: Buffer | null = null
  #rest: Buffer[] | null = null
  #length = 0
  readonly #setup: UndiciSetup
  readonly #owner: ConnectionOwner
  readonly #dispatcher: Undici.Dispatcher
  /** The dispatcher, where it is this connection's alone. */
  readonly #client: Undici.Client | null
  /** What is told of requests: this, or what tells it. */
  readonly #handler: Undici.Dispatcher.DispatchHandler

  constructor(
    setup: UndiciSetup,
    owner: ConnectionOwner,
    client: Undici.Client | null,
    dispatcher: Undici.Dispatcher,
  ) {
    this.#setup = setup
    this.#owner = owner
    this.#client = client
    this.#dispatcher = dispatcher
    // A dispatcher of somebody else may ask for more than undici does.
    this.#handler = client !== null && setup.takesOlderHandlers ? new OlderHandler(this) : this
    client?.on('connect', () => this.#connected())
    client?.on('disconnect', () => this.#disconnected())
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange
    const { method, path, headers, body } = exchange.request
    this.#controller = null
    this.#first = this.#rest = null
    this.#length = 0
    if (!this.#isOpen) this.#startMs = this.#setup.clock.now()
    this.#dispatcher.dispatch(
      {
        origin: this.#setup.origin,
        path,
        method,
        headers: this.#setup.requestHeaders.listOf(headers),
        body,
        // Else it would give up the connection after each HEAD.
        reset: !this.#setup.keepAlive,
      },
      this.#handler,
    )
  }

  destroy(): void {
    this.#exchange = null
    this.#leave()
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.#exchange === null) controller.abort(new Error('abandoned'))
  }

  onResponseStart(_controller: Controller, status: number, headers: GivenHeaders): void {
    const exchange = this.#exchange
    // Interim: the answer itself is still to come.
    if (exchange === null || status < 200) return
    exchange.firstByteMs ??= this.#setup.clock.now()
    this.#status = status
    this.#head = new UndiciHead(headers)
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#exchange === null) return
    if (this.#first === null) this.#first = chunk
    else (this.#rest ??= []).push(chunk)
    this.#length += chunk.length
    const most = this.#setup.maxBodyBytes
    if (this.#length > most)
      this.#fail(
        'http answer too large',
        `the body has more than ${most.toLocaleString('en-US')} bytes (maxBodyBytes)`,
      )
  }

  onResponseEnd(): void {
    const exchange = this.#exchange
    if (exchange === null) return
    const body = this.#body()
    const status = this.#status
    const head = this.#head
    this.#exchange = null
    this.#wasUsed = true
    const nowMs = this.#setup.clock.now()
    this.#owner.free(this, nowMs)
    exchange.succeed(status, head, body, nowMs)
  }

  onResponseError(_controller: Controller, error: NodeJS.ErrnoException): void {
    this.#fail(failureReason(error), error.message, error)
  }

  #body(): Buffer {
    const first = this.#first
    if (first === null) return noBody
    return this.#rest === null ? first : Buffer.concat([first, ...this.#rest], this.#length)
  }

  #disconnected(): void {
    if (this.#isOpen) this.#owner.lost()
    this.#isOpen = this.#wasUsed = false
  }

  #connected(): void {
    this.#isOpen = true
    const connectMs = this.#setup.clock.now() - this.#startMs
    if (this.#exchange !== null) this.#exchange.connectMs = connectMs
    this.#owner.opened(connectMs)
  }

  #fail(reason: string, message: string, cause?: Error): void {
    const exchange = this.#exchange
    if (exchange === null) return
    this.#exchange = null
    const isUnanswered = this.#wasUsed && exchange.firstByteMs === null && reason !== 'http malformed answer'
    this.#leave()
    const { method, path } = exchange.request
    const error = new HttpError(reason, `${method} ${path}: ${message}`, cause ? { cause } : {})
    this.#owner.failed(this, exchange, error, isUnanswered)
  }

  #leave(): void {
    if (this.#isGone) return
    this.#isGone = true
    if (this.#client === null) this.#controller?.abort(new Error('abandoned'))
    else {
      // Told at once: another connection may be open before undici says that this one is not.
      this.#disconnected()
      this.closed = this.#client.destroy()
    }
  }
}
