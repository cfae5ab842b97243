import type { ClientSettings } from '../client-options.ts'
import type { OpenConnection } from '../connection.ts'
import { loadUndici, type Undici } from './load-undici.ts'
import { RequestHeaderLists } from './request-header-lists.ts'
import { takesOlderHandlers } from './takes-older-handlers.ts'
import { UndiciConnection } from './undici-connection.ts'

/** How a client of these settings opens connections with undici. Throws `InputError` where it is not installed. */
export function openUndiciConnection(settings: ClientSettings): OpenConnection {
  const { url, clock, maxBodyBytes, keepAlive, dispatcher } = settings
  const { origin } = url
  const requestHeaders = new RequestHeaderLists()
  const setup = {
    origin,
    requestHeaders,
    maxBodyBytes,
    keepAlive,
    clock,
    takesOlderHandlers: takesOlderHandlers(),
  }
  if (dispatcher !== undefined) {
    const own = dispatcher as unknown as Undici.Dispatcher
    return (owner) => new UndiciConnection(setup, owner, null, own)
  }
  const { Client } = loadUndici()
  const options: Undici.Client.Options = {
    // 0 makes it close the connection after each request.
    pipelining: keepAlive ? 1 : 0,
    allowH2: false,
    keepAliveTimeout: settings.maxIdleMs,
    maxHeaderSize: settings.maxHeadBytes,
    // One deadline for all of a request is kept by the client.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 0, ...settings.tls },
  }
  return (owner) => {
    const client = new Client(origin, options)
    return new UndiciConnection(setup, owner, client, client)
  }
}
