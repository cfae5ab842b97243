import type { HttpResponse } from './http-response.ts'

/** What can be wrong with an answer itself. */
export type AnswerReason = 'http malformed answer' | 'http answer too large' | 'http closed'

/**
 * A request that did not come to what was expected. `reason` is what the metrics count it under: `http 503`, `http timeout`,
 * `http ECONNREFUSED`, `http closed`, `http check`.
 */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly reason: string
  /** The answer, where there was one and its status, body or check was the trouble. */
  declare readonly response: HttpResponse | null

  constructor(reason: string, message: string, options: { response?: HttpResponse; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.reason = reason
    // Not enumerable: reporters would print the whole body.
    Object.defineProperty(this, 'response', { value: options.response ?? null })
  }
}
