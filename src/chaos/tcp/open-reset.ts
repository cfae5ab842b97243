import { callAt } from './call-at.ts'
import type { TcpFaultContext } from './fault-context.ts'
import { isChosen } from './on-flows.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface ResetParameters {
  /** From when the fault opens, or the connection is accepted if that is later. */
  afterMs: number
  /** 0 to 1, drawn once for each connection. */
  connectionShare: number
}

/** Connections are torn down (RST): those that are open, and each that comes while the fault is. */
export function openReset(
  proxy: TcpProxy,
  { afterMs, connectionShare }: ResetParameters,
  context: TcpFaultContext,
): () => void {
  const { clock } = context
  return proxy.eachConnection((connection) => {
    if (!isChosen(connection, connectionShare, context)) return () => {}
    const fromMs = clock.now()
    const reset = (): void => {
      connection.reset()
      context.fired({ name: 'afterMs', asked: afterMs, seen: clock.now() - fromMs })
    }
    if (afterMs > 0) return callAt(clock, fromMs + afterMs, reset)
    reset()
    return () => {}
  })
}
