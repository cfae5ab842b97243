import { TcpProxy } from './tcp-proxy.ts'

/** What the faults of connections act on. */
export const proxyPoint = {
  expected: 'a TcpProxy',
  accepts: (value: unknown): value is TcpProxy => value instanceof TcpProxy,
}
