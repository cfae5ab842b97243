import type { TcpFaultContext } from './fault-context.ts'
import { openOnFlows, type FlowChoice, type FlowPlace } from './on-flows.ts'
import { PacedLine, type Pace } from './paced-line.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface SlicerParameters extends FlowChoice {
  pieceBytes: number
  /** Pieces have from `pieceBytes - variationBytes` to `pieceBytes + variationBytes`, and at least one byte. */
  variationBytes: number
  /** Before each piece. Without it, the receiving kernel puts the pieces together again. */
  delayMs: number
}

/** Bytes arrive in small pieces. Where the stream is cut does not depend on when the fault is opened, or on chunks. */
export function openSlicer(
  proxy: TcpProxy,
  { pieceBytes, variationBytes, delayMs, ...choice }: SlicerParameters,
  context: TcpFaultContext,
): () => void {
  const variation = Math.min(variationBytes, pieceBytes - 1)
  const paceOf = ({ offset, decideAt }: FlowPlace): Pace => {
    let n = Math.max(0, Math.floor(offset / pieceBytes) - 1)
    let cut = 0
    return {
      partAt(offset) {
        while (cut <= offset) cut = cutAt(++n)
        return cut - offset
      },
      waitMs: () => delayMs,
      // What came in one piece, and goes on in one, is not sliced.
      onPart: ({ bytes, isCut }) =>
        isCut && context.fired({ name: 'pieceBytes', asked: pieceBytes, seen: bytes }),
    }
    // Moved by at most half the variation, so that a piece, between two cuts, varies by no more than it.
    function cutAt(n: number): number {
      return n * pieceBytes + Math.round((decideAt(n * pieceBytes) - 0.5) * variation)
    }
  }
  return openOnFlows(
    proxy,
    choice,
    context,
    (place) => new PacedLine(context.clock, paceOf(place), place.pass, place.offset),
  )
}
