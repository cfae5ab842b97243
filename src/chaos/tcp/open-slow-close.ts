import { DelayLine } from './delay-line.ts'
import type { TcpFaultContext } from './fault-context.ts'
import { openOnFlows, type FlowChoice } from './on-flows.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface SlowCloseParameters extends FlowChoice {
  delayMs: number
}

/** Bytes pass as they come; the end of a connection, or its reset, arrives later. */
export function openSlowClose(
  proxy: TcpProxy,
  { delayMs, ...choice }: SlowCloseParameters,
  context: TcpFaultContext,
): () => void {
  const { clock } = context
  return openOnFlows(proxy, choice, context, ({ pass }) => {
    const line = new DelayLine(clock, pass)
    return {
      take(piece) {
        if (typeof piece !== 'string') return pass(piece)
        const fromMs = clock.now()
        line.add(piece, fromMs + delayMs, () => {
          if (delayMs > 0) context.fired({ name: 'delayMs', asked: delayMs, seen: clock.now() - fromMs })
        })
      },
      release: () => line.release(),
      drop: () => line.drop(),
    }
  })
}
