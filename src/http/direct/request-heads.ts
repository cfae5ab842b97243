import type { PreparedRequest } from '../prepare-request.ts'

/** Methods whose body has a meaning: without one they say that it is empty. */
const withBody = new Set(['POST', 'PUT', 'PATCH'])

/** Writes the heads of requests; what stands in all of them is written once. */
export class RequestHeads {
  #lastHeaders: PreparedRequest['headers'] | null = null
  #lastText = ''
  readonly #host: string
  readonly #keepAlive: boolean

  constructor(host: string, keepAlive: boolean) {
    this.#host = host
    this.#keepAlive = keepAlive
  }

  /** In characters of one byte each. What could break out of its line was refused when the request was prepared. */
  render({ method, path, headers, body }: PreparedRequest): string {
    if (headers !== this.#lastHeaders) {
      this.#lastText = this.#renderHeaders(headers)
      this.#lastHeaders = headers
    }
    const start = `${method} ${path} HTTP/1.1\r\n${this.#lastText}`
    if (body === null) return withBody.has(method) ? `${start}content-length: 0\r\n\r\n` : `${start}\r\n`
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
    return `${start}content-length: ${length}\r\n\r\n`
  }

  #renderHeaders(headers: PreparedRequest['headers']): string {
    const all = Object.entries({ host: this.#host, ...headers })
    const close = this.#keepAlive ? '' : 'connection: close\r\n'
    return all.map(([name, value]) => `${name}: ${value}\r\n`).join('') + close
  }
}
