import type { Exchange, ExchangeOutcome } from './exchange.ts'
import { HttpError } from './http-error.ts'
import type { HeaderSource } from './http-headers.ts'
import { HttpResponse, type HttpTimings } from './http-response.ts'
import type { HttpSendOptions } from './request-options.ts'

/** What a call needs of its client. */
export interface CallHost {
  /** The exchange is under way no more. */
  over(exchange: Exchange): void
  /** Begins another exchange of the call where the answer is a redirect that is to be followed; returns whether it did. */
  follow(call: Call, exchange: Exchange, status: number, head: HeaderSource): boolean
  answered(status: number, body: Buffer): void
  /** What is wrong with an answer; null: nothing. */
  judge(response: HttpResponse, options: HttpSendOptions, request: string): HttpError | null
  /** `timings`: null where no answer came. Throws where nothing can be recorded. */
  ended(timings: HttpTimings | null, error: unknown): void
}

/** One call of a client, with the exchanges that come of it: more than one where redirects are followed. */
export class Call implements ExchangeOutcome {
  // Only declared: defining fields first takes time in each call.
  declare readonly options: HttpSendOptions
  /** How many redirects it has followed. */
  declare redirects: number
  /** The one that is under way. */
  declare exchange: Exchange | null
  /** Runs when it is over. */
  declare release: (() => void) | null
  readonly #host: CallHost
  readonly #resolve: (response: HttpResponse) => void
  readonly #reject: (error: unknown) => void

  constructor(
    host: CallHost,
    options: HttpSendOptions,
    resolve: (response: HttpResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#host = host
    this.options = options
    this.redirects = 0
    this.exchange = null
    this.release = null
    this.#resolve = resolve
    this.#reject = reject
  }

  succeeded(exchange: Exchange, status: number, head: HeaderSource, body: Buffer, nowMs: number): void {
    this.#host.over(exchange)
    try {
      this.#host.answered(status, body)
      if (this.#host.follow(this, exchange, status, head)) return
      const { startMs, sentMs, connectMs, firstByteMs, request } = exchange
      const timings: HttpTimings = {
        queuedMs: sentMs! - startMs,
        connectMs,
        firstByteMs: firstByteMs! - startMs,
        endMs: nowMs - startMs,
      }
      const name = `${request.method} ${request.path}`
      const response = new HttpResponse(status, head, body, timings, name)
      const error = this.#host.judge(response, this.options, name)
      this.#host.ended(timings, error)
      this.release?.()
      if (error === null) this.#resolve(response)
      else this.#reject(error)
    } catch (error) {
      this.release?.()
      // Of a metric that cannot be recorded: it must reach who called, and not the socket that the answer came on.
      this.#reject(error)
    }
  }

  failed(exchange: Exchange, error: unknown): void {
    this.#host.over(exchange)
    this.release?.()
    try {
      this.#host.ended(null, error)
      this.#reject(error)
    } catch (problem) {
      this.#reject(problem)
    }
  }
}
