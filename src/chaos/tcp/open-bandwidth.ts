import type { TcpFaultContext } from './fault-context.ts'
import { openOnFlows, type FlowChoice } from './on-flows.ts'
import { PacedLine, type Pace } from './paced-line.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface BandwidthParameters extends FlowChoice {
  /** Of each direction of each connection. */
  bytesPerSecond: number
}

/** Bytes are handed on in parts of so many milliseconds, so that the pace is even. */
const partMs = 20

/** Bytes pass at a limited rate. Beyond what the proxy holds (1 MiB), the sender has to wait. */
export function openBandwidth(
  proxy: TcpProxy,
  { bytesPerSecond, ...choice }: BandwidthParameters,
  context: TcpFaultContext,
): () => void {
  const bytesPerMs = bytesPerSecond / 1000
  const partBytes = Math.max(1, Math.floor(bytesPerMs * partMs))
  const pace: Pace = {
    partAt: () => partBytes,
    waitMs: (bytes) => bytes / bytesPerMs,
    onPart({ sinceMs, busyBytes, waitMs, isCut }) {
      // What the pace holds up for less than a timer can is as it would be without it.
      if (!isCut && waitMs < 1) return
      const seen = busyBytes / ((context.clock.now() - sinceMs) / 1000)
      context.fired({ name: 'bytesPerSecond', asked: bytesPerSecond, seen })
    },
  }
  return openOnFlows(
    proxy,
    choice,
    context,
    ({ pass, offset }) => new PacedLine(context.clock, pace, pass, offset),
  )
}
