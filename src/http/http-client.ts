import { Call, type CallHost } from './call.ts'
import { resolveClientOptions, type ClientSettings, type HttpClientOptions } from './client-options.ts'
import { ConnectionPool } from './connection-pool.ts'
import { Deadlines } from './deadlines.ts'
import { Exchange } from './exchange.ts'
import { HttpError } from './http-error.ts'
import type { HeaderSource } from './http-headers.ts'
import type { HttpResponse, HttpTimings } from './http-response.ts'
import { RequestCounts, type HttpStats } from './http-stats.ts'
import { judgeResponse } from './judge-response.ts'
import { MetricsRecorder } from './metrics-recorder.ts'
import { transports } from './transports.ts'
import { prepareRequest, type PreparedRequest } from './prepare-request.ts'
import { redirectTarget } from './redirect-target.ts'
import type { HttpRequestOptions, HttpSendOptions } from './request-options.ts'
import { SignalWatch } from './signal-watch.ts'

const noOptions: HttpSendOptions = {}

/**
 * A client made for load, of one server. Each call settles with a whole answer, or rejects with an `HttpError` whose `reason`
 * says why, or an `InputError` where the call itself is wrong.
 */
export class HttpClient {
  readonly #settings: ClientSettings
  readonly #prefix: string
  readonly #pool: ConnectionPool
  readonly #deadlines: Deadlines
  readonly #counts = new RequestCounts()
  readonly #signals = new SignalWatch()
  readonly #recorder: MetricsRecorder | null
  readonly #host: CallHost
  readonly #recorded = { reconnects: 0, retries: 0 }
  #closing: Promise<void> | null = null

  /** Throws `InputError` with every problem, also where `undici` is needed and not installed. */
  constructor(options: HttpClientOptions) {
    const settings = resolveClientOptions(options)
    const { url, clock, metrics } = settings
    this.#settings = settings
    this.#prefix = url.pathname.replace(/\/$/, '')
    this.#pool = new ConnectionPool(transports[settings.transport](settings), settings, clock)
    this.#deadlines = new Deadlines(clock, (exchange) => this.#expire(exchange))
    this.#recorder = metrics === undefined ? null : new MetricsRecorder(metrics)
    this.#host = {
      over: (exchange) => this.#deadlines.remove(exchange),
      follow: (call, exchange, status, head) => this.#follow(call, exchange, status, head),
      answered: (status, body) => {
        this.#counts.answered(status, body.length)
        this.#recorder?.answered(status)
      },
      judge: (response, { expectStatus = settings.expectStatus, check }, request) =>
        judgeResponse(response, request, expectStatus, [settings.check, check]),
      ended: (timings, error) => this.#ended(timings, error),
    }
  }

  get(path: string, options?: HttpSendOptions): Promise<HttpResponse> {
    return this.#call('GET', path, options)
  }

  head(path: string, options?: HttpSendOptions): Promise<HttpResponse> {
    return this.#call('HEAD', path, options)
  }

  post(path: string, options?: HttpSendOptions): Promise<HttpResponse> {
    return this.#call('POST', path, options)
  }

  put(path: string, options?: HttpSendOptions): Promise<HttpResponse> {
    return this.#call('PUT', path, options)
  }

  patch(path: string, options?: HttpSendOptions): Promise<HttpResponse> {
    return this.#call('PATCH', path, options)
  }

  delete(path: string, options?: HttpSendOptions): Promise<HttpResponse> {
    return this.#call('DELETE', path, options)
  }

  request({ method = 'GET', path, ...options }: HttpRequestOptions): Promise<HttpResponse> {
    return this.#call(method, path, options)
  }

  /** What it has counted so far; a copy. */
  stats(): HttpStats {
    const { opened, reconnects, retries } = this.#pool.counts
    return { ...this.#counts.read(), connections: { opened, reconnects }, retries }
  }

  /** Rejects what is under way, and settles when no connection is left. The run calls it for a `target`. */
  close(): Promise<void> {
    if (this.#closing !== null) return this.#closing
    this.#closing = Promise.resolve().then(() => this.#pool.close())
    for (const exchange of this.#deadlines.active()) exchange.fail(closedError(exchange.request))
    this.#deadlines.stop()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #call(method: string, path: string, options: HttpSendOptions = noOptions): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const prepared = prepareRequest(method, path, options, this.#prefix, this.#settings.headers)
      const { signal, timeoutMs = this.#settings.timeoutMs } = options
      signal?.throwIfAborted()
      if (this.#closing !== null) throw closedError(prepared)
      this.#counts.requests++
      const call = new Call(this.#host, options, resolve, reject)
      const startMs = this.#settings.clock.now()
      if (signal !== undefined)
        call.release = this.#signals.add(signal, () => this.#stop(call.exchange!, signal.reason))
      this.#begin(call, prepared, startMs, startMs + timeoutMs)
    })
  }

  #begin(call: Call, request: PreparedRequest, startMs: number, deadlineMs: number): void {
    const exchange = new Exchange(request, startMs, deadlineMs, call)
    call.exchange = exchange
    this.#deadlines.add(exchange)
    this.#pool.send(exchange)
  }

  #follow(call: Call, exchange: Exchange, status: number, head: HeaderSource): boolean {
    if (call.redirects >= this.#settings.redirects) return false
    const next = redirectTarget(exchange.request, status, head.headers, this.#settings.url.origin)
    if (next === null) return false
    call.redirects++
    this.#begin(call, next, exchange.startMs, exchange.deadlineMs)
    return true
  }

  #expire(exchange: Exchange): void {
    const { request, deadlineMs, startMs, stage } = exchange
    const within = `${Math.round(deadlineMs - startMs).toLocaleString('en-US')} ms`
    this.#stop(
      exchange,
      new HttpError(
        'http timeout',
        `${request.method} ${request.path}: no answer within ${within}: ${stage}`,
      ),
    )
  }

  #stop(exchange: Exchange, error: unknown): void {
    exchange.fail(error)
    this.#pool.abandon(exchange)
  }

  #ended(timings: HttpTimings | null, error: unknown): void {
    if (error !== null) this.#counts.failed(error instanceof HttpError ? error.reason : 'http aborted')
    const recorder = this.#recorder
    if (recorder === null) return
    const [recorded, { reconnects, retries }] = [this.#recorded, this.#pool.counts]
    for (; recorded.reconnects < reconnects; recorded.reconnects++) recorder.reconnected()
    for (; recorded.retries < retries; recorded.retries++) recorder.retried()
    if (timings !== null) recorder.timed(timings)
    recorder.ended(error !== null)
  }
}

function closedError({ method, path }: PreparedRequest): HttpError {
  return new HttpError('http client closed', `${method} ${path}: the client was closed`)
}

/** A client of `baseUrl`. Throws `InputError` with every problem. */
export function httpClient(options: HttpClientOptions): HttpClient {
  return new HttpClient(options)
}
