import { milliseconds, oneOf } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { againAndAgain } from '../runtime/again-and-again.ts'
import { stallEventLoop, stallWays } from '../runtime/stall-event-loop.ts'

export const eventLoopStall = defineFault({
  kind: 'event-loop-stall',
  summary: 'Blocks the event loop of this process: no timer, no I/O and no other code of it runs meanwhile.',
  layer: 'runtime',
  parameters: {
    stallMs: milliseconds().default(200).describe('How long, in real time.'),
    way: oneOf(stallWays)
      .default('sleep')
      .describe('`sleep` leaves the core to others, `busy` burns it, as a long computation does.'),
    everyMs: milliseconds().optional().describe('Again, so long after the last one. Default: once.'),
  },
  sample: (draw) => ({ stallMs: Math.round(20 * 25 ** draw('stallMs')) }),
  point: null,
  open(_point, { stallMs, way, everyMs }, context) {
    const ended = againAndAgain(context, everyMs, () =>
      context.fired({ name: 'stallMs', asked: stallMs, seen: stallEventLoop(stallMs, way) }),
    )
    return () => ended
  },
})
