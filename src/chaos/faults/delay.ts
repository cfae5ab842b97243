import { sleep } from '../../foundation/clock.ts'
import { exponential, uniform } from '../../foundation/distribution.ts'
import { longestMs, milliseconds, oneOf } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

/** A slow network, or a slow neighbour. */
export const delay = defineFault({
  kind: 'delay',
  summary: 'The call takes longer, by a time that is drawn for each.',
  layer: 'core',
  parameters: {
    delayMs: milliseconds().default(100).describe('the mean of the delays'),
    distribution: oneOf(['constant', 'uniform', 'exponential'])
      .default('constant')
      .describe('`uniform`: from 0 to twice the mean'),
    when: oneOf(['before', 'after'])
      .default('before')
      .describe('whether the call waits before or after its effect'),
  },
  sites: ['core.sendMessage', 'queue.enqueue', 'queue.dequeue', 'consumer.handle'],
  sample: (draw) => ({
    delayMs: Math.ceil(500 * draw('delayMs') ** 2 + 1),
    distribution: 'exponential' as const,
  }),
  apply(call, { delayMs, distribution, when }, { clock, signal, decide, fired }) {
    const random = { next: () => decide('delay') }
    const drawn =
      distribution === 'constant'
        ? delayMs
        : distribution === 'uniform'
          ? uniform(random, 0, 2 * delayMs)
          : exponential(random, delayMs)
    const asked = Math.min(longestMs, drawn)
    return call.later(async ({ proceed }) => {
      const answer = when === 'after' ? await proceed() : null
      const fromMs = clock.now()
      await sleep(clock, asked, signal)
      fired({ name: 'delayMs', asked, seen: clock.now() - fromMs })
      return when === 'after' ? answer : proceed()
    })
  },
})
