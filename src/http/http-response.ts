import { HttpError } from './http-error.ts'
import type { HeaderSource, HttpHeaders } from './http-headers.ts'

/** Where the time of a request went, in milliseconds. */
export interface HttpTimings {
  /** How long it waited for a free connection; what `connections` is too small for shows here. */
  readonly queuedMs: number
  /** How long connecting took (with TLS); 0 on a connection that was kept. */
  readonly connectMs: number
  /** From the call to the first byte of the answer. */
  readonly firstByteMs: number
  /** From the call to the last byte of the answer. */
  readonly endMs: number
}

/** An answer, read to its end. */
export class HttpResponse {
  // Only declared: defining fields first takes time in each answer.
  declare readonly status: number
  /** The body as it came; empty where there was none. */
  declare readonly bytes: Buffer
  declare readonly timings: HttpTimings
  /** Method and path, for messages. */
  readonly #request: string
  readonly #head: HeaderSource

  constructor(status: number, head: HeaderSource, bytes: Buffer, timings: HttpTimings, request: string) {
    this.status = status
    this.bytes = bytes
    this.timings = timings
    this.#request = request
    this.#head = head
  }

  get headers(): HttpHeaders {
    return this.#head.headers
  }

  /** The body as UTF-8. */
  text(): string {
    return this.bytes.toString()
  }

  /** The body as JSON. Throws `HttpError` with the reason `http json` where it is none. */
  json(): unknown {
    try {
      return JSON.parse(this.text()) as unknown
    } catch (cause) {
      throw new HttpError('http json', `${this.#request}: the body is not JSON: ${excerpt(this)}`, {
        response: this,
        cause,
      })
    }
  }
}

/** The begin of the body, for messages. */
export function excerpt({ bytes }: HttpResponse): string {
  if (bytes.length === 0) return 'no body'
  const text = JSON.stringify(bytes.toString('utf8', 0, 100))
  return bytes.length > 100 ? `${text}...` : text
}
