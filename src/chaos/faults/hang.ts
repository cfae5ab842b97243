import { sleep } from '../../foundation/clock.ts'
import { milliseconds, z } from '../../foundation/schema.ts'
import { InjectedError } from '../../model/injected-error.ts'
import { defineFault } from '../fault.ts'

/** A connection into a black hole. */
export const hang = defineFault({
  kind: 'hang',
  summary: 'The call settles only once `hangMs` are over, or the fault is healed; then it goes on, or fails.',
  layer: 'core',
  parameters: {
    hangMs: milliseconds()
      .nullable()
      .default(null)
      .describe('how long each call hangs; null: until the fault is healed'),
    fails: z
      .boolean({ error: 'true or false' })
      .default(false)
      .describe('whether the call fails then, without any effect'),
  },
  sites: ['core.sendMessage', 'queue.enqueue', 'queue.dequeue', 'consumer.handle'],
  sample: (draw) => ({ hangMs: Math.ceil(10 + 490 * draw('hangMs')) }),
  apply(call, { hangMs, fails }, { clock, signal, fired }) {
    if (hangMs === null) fired()
    return call.later(async ({ method, proceed }) => {
      const fromMs = clock.now()
      if (hangMs !== null) {
        await sleep(clock, hangMs, signal)
        fired({ name: 'hangMs', asked: hangMs, seen: clock.now() - fromMs })
      } else if (!signal.aborted) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      }
      if (fails) throw new InjectedError('hang', `${method} hung and failed`)
      return proceed()
    })
  },
})
