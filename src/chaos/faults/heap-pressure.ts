import { atLeastZero, wholeFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { HeapPressure } from '../runtime/heap-pressure.ts'

export const heapPressure = defineFault({
  kind: 'heap-pressure',
  summary:
    'Fills the heap of this process, and makes garbage, so that the collector pauses it more and for longer.',
  layer: 'runtime',
  parameters: {
    ballastMb: wholeFromZero().default(64).describe('Kept on the heap until it is healed, in MiB.'),
    churnMbPerSecond: atLeastZero().default(50).describe('Garbage, in MiB a second.'),
  },
  sample: (draw) => ({
    ballastMb: Math.round(8 * 16 ** draw('ballastMb')),
    churnMbPerSecond: Math.round(200 * draw('churnMbPerSecond')),
  }),
  point: null,
  async open(_point, { ballastMb, churnMbPerSecond }, context) {
    const pressure = new HeapPressure(context.clock)
    await pressure.build({ ballastMb, churnMbPerSecond }, context.signal)
    // Neither the one nor the other is no pressure.
    if (pressure.heldMb > 0 || churnMbPerSecond > 0)
      context.fired({ name: 'ballastMb', asked: ballastMb, seen: pressure.heldMb })
    return () => pressure.release()
  },
})
