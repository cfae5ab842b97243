import type { TcpFaultContext } from './fault-context.ts'
import type { TcpProxy } from './tcp-proxy.ts'

/**
 * Connecting is refused (ECONNREFUSED); connections that are open stay. It counts as fired once nobody listens: the
 * system refuses by itself, and tells nobody who asked. Healing takes the same port again, and rejects if it is lost.
 */
export async function openRefuse(
  proxy: TcpProxy,
  _parameters: object,
  context: Pick<TcpFaultContext, 'fired'>,
): Promise<() => Promise<void>> {
  const listenAgain = await proxy.refuse()
  context.fired()
  return listenAgain
}
