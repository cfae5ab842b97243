import type { TcpFaultContext } from './fault-context.ts'
import { openOnFlows, type FlowChoice } from './on-flows.ts'
import { sizeOf, type Piece } from './piece.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface SilenceParameters extends FlowChoice {
  /**
   * What becomes of a connection that something was kept from. `deliver`: it is handed on, as TCP does after an outage,
   * since it sends again what was not acknowledged. `reset`: it is gone, and so is the connection. A stream with a hole
   * in it is what TCP never gives, so there is no third way.
   */
  onHeal: 'deliver' | 'reset'
}

/** Nothing arrives, neither bytes nor the end of a connection, until it is healed. Both black hole and partition. */
export function openSilence(
  proxy: TcpProxy,
  { onHeal, ...choice }: SilenceParameters,
  context: TcpFaultContext,
): () => void {
  return openOnFlows(proxy, choice, context, ({ pass, discard, connection }) => {
    const held: Piece[] = []
    let hasSwallowed = false
    return {
      take(piece) {
        if (onHeal === 'deliver') held.push(piece)
        else {
          hasSwallowed = true
          discard(sizeOf(piece))
        }
        context.fired()
      },
      release() {
        for (const piece of held.splice(0)) pass(piece)
        if (hasSwallowed) connection.reset()
      },
      drop() {
        held.length = 0
      },
    }
  })
}
