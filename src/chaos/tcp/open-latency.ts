import { DelayLine } from './delay-line.ts'
import type { TcpFaultContext } from './fault-context.ts'
import { openOnFlows, type FlowChoice, type FlowPlace } from './on-flows.ts'
import { sizeOf, type Piece } from './piece.ts'
import type { Stage } from './stage.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export interface LatencyParameters extends FlowChoice {
  delayMs: number
  /** Each chunk takes from `delayMs - jitterMs` to `delayMs + jitterMs`, and no chunk overtakes another. */
  jitterMs: number
}

/** Bytes, and ends, arrive later. */
export function openLatency(
  proxy: TcpProxy,
  parameters: LatencyParameters,
  context: TcpFaultContext,
): () => void {
  return openOnFlows(proxy, parameters, context, (place) => new LatencyStage(place, parameters, context))
}

class LatencyStage implements Stage {
  readonly #place: FlowPlace
  readonly #parameters: LatencyParameters
  readonly #context: TcpFaultContext
  readonly #line: DelayLine
  #offset: number

  constructor(place: FlowPlace, parameters: LatencyParameters, context: TcpFaultContext) {
    this.#place = place
    this.#parameters = parameters
    this.#context = context
    this.#line = new DelayLine(context.clock, place.pass)
    this.#offset = place.offset
  }

  take(piece: Piece): void {
    const { clock } = this.#context
    const fromMs = clock.now()
    const delayMs = this.#draw()
    this.#offset += sizeOf(piece)
    this.#line.add(piece, fromMs + delayMs, () => {
      if (delayMs > 0) this.#context.fired({ name: 'delayMs', asked: delayMs, seen: clock.now() - fromMs })
    })
  }

  release(): void {
    this.#line.release()
  }

  drop(): void {
    this.#line.drop()
  }

  #draw(): number {
    const { delayMs, jitterMs } = this.#parameters
    if (jitterMs === 0) return delayMs
    return Math.max(0, delayMs + (2 * this.#place.decideAt(this.#offset) - 1) * jitterMs)
  }
}
