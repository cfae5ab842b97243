import type { TcpFaultContext } from './fault-context.ts'
import { openOnFlows, type FlowChoice } from './on-flows.ts'
import { sizeOf } from './piece.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface LimitParameters extends FlowChoice {
  /** Of each direction of each connection, counted from when the fault is opened. */
  bytes: number
}

/**
 * A connection ends after so many bytes, in the middle of whatever they are: the receiver gets precisely these and then
 * the end of the connection, the sender a reset.
 */
export function openLimit(
  proxy: TcpProxy,
  { bytes, ...choice }: LimitParameters,
  context: TcpFaultContext,
): () => void {
  return openOnFlows(proxy, choice, context, ({ pass, discard }) => {
    let left = bytes
    let isOver = false
    return {
      take(piece) {
        if (isOver) return discard(sizeOf(piece))
        if (typeof piece === 'string' || piece.length < left) {
          left -= sizeOf(piece)
          return pass(piece)
        }
        isOver = true
        pass(piece.subarray(0, left))
        // The sender is told by a reset, once the receiver's side is closed.
        pass('close')
        discard(piece.length - left)
        context.fired({ name: 'bytes', asked: bytes, seen: bytes })
      },
      release() {},
      drop() {},
    }
  })
}
