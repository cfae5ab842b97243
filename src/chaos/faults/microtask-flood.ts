import { count, milliseconds } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { againAndAgain } from '../runtime/again-and-again.ts'
import { floodMicrotasks } from '../runtime/flood-microtasks.ts'

export const microtaskFlood = defineFault({
  kind: 'microtask-flood',
  summary:
    'A long chain of microtasks, each queued by the one before: timers and I/O have no turn until its end.',
  layer: 'runtime',
  parameters: {
    microtasks: count().default(100_000).describe('How many.'),
    everyMs: milliseconds().optional().describe('Again, so long after the last one. Default: once.'),
  },
  sample: (draw) => ({ microtasks: Math.round(1_000 * 1_000 ** draw('microtasks')) }),
  point: null,
  open(_point, { microtasks, everyMs }, context) {
    const ended = againAndAgain(context, everyMs, async () => {
      const seen = await floodMicrotasks(microtasks, context.signal)
      context.fired({ name: 'microtasks', asked: microtasks, seen })
    })
    return () => ended
  },
})
