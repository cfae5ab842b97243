import type { HttpResponse } from './http-response.ts'

/** The statuses that are a success: a class, one, several, or any at all. */
export type ExpectedStatus = 'any' | '2xx' | '3xx' | '4xx' | '5xx' | number | readonly number[]

/** What is said of one request beside its method and path. */
export interface HttpSendOptions {
  /** Beside those of the client, and before them where names are equal. */
  headers?: Readonly<Record<string, string>> | undefined
  body?: string | Uint8Array | undefined
  /** Sent as JSON, with the content type `application/json` unless the headers name another. */
  json?: unknown
  /** Ends the request; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** @default that of the client */
  timeoutMs?: number | undefined
  /** @default that of the client */
  expectStatus?: ExpectedStatus | undefined
  /** Whether the answer is right: false rejects. Beside that of the client. */
  check?: ((response: HttpResponse) => boolean) | undefined
}

export interface HttpRequestOptions extends HttpSendOptions {
  /** In capitals. @default 'GET' */
  method?: string | undefined
  /** Begins with "/", is percent-encoded, and comes after the path of the base URL. */
  path: string
}
