import type { ClientSettings } from '../client-options.ts'
import type { OpenConnection } from '../connection.ts'
import { DirectConnection } from './direct-connection.ts'
import { HeadMemory } from './head-memory.ts'
import { RequestHeads } from './request-heads.ts'

/** How a client of these settings opens connections on sockets of its own. */
export function openDirectConnection(settings: ClientSettings): OpenConnection {
  const { url, keepAlive, clock } = settings
  const setup = {
    // Without the brackets that a URL puts around an address of IPv6.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 80),
    limits: settings,
    keepAlive,
    requestHeads: new RequestHeads(url.host, keepAlive),
    answerHeads: new HeadMemory(),
    clock,
  }
  return (owner) => new DirectConnection(setup, owner)
}
