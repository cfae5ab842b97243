import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { HttpClientOptions } from '../../../src/http/client-options.ts'
import { HttpClient } from '../../../src/http/http-client.ts'
import { startRawServer, type OnRequest, type RawServer } from '../../support/raw-server.ts'

export const transportNames = ['direct', 'undici'] as const

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

/** A client that is closed after the test. */
export function clientOf(baseUrl: string, options: Omit<HttpClientOptions, 'baseUrl'> = {}): HttpClient {
  const client = new HttpClient({ ...options, baseUrl })
  open.push(() => client.close())
  return client
}

/** The address of a server of Node that answers with `listener`, closed after the test. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server that says what it is told to, closed after the test. */
export async function serveRaw(onRequest: OnRequest): Promise<RawServer> {
  const server = await startRawServer(onRequest)
  open.push(() => server.close())
  return server
}

/** An answer of `body`, with its length. */
export const answerOf = (body: string, ...headers: string[]): string =>
  ['HTTP/1.1 200 OK', `content-length: ${body.length}`, ...headers, '', body].join('\r\n')

/** What a promise rejects with, as a plain object. */
export async function rejectionOf(promise: Promise<unknown>): Promise<{ reason: string; message: string }> {
  const error = await promise.then(
    () => new Error('it did not reject'),
    (error: unknown) => error as Error,
  )
  const { reason = '' } = error as { reason?: string }
  return { reason, message: error.message }
}
