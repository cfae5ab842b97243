import { sleep } from '../../foundation/clock.ts'
import { millisecondsFromZero, oneOf } from '../../foundation/schema.ts'
import { InjectedError } from '../../model/injected-error.ts'
import { defineFault } from '../fault.ts'

const kind = 'consumer-crash'

/** Whoever crashed settles nothing: what it held comes again when its lease runs out. */
export const consumerCrash = defineFault({
  kind,
  summary:
    'The consumer dies with a message in hand, before its work on it, in the midst of it, or after it and before the ack.',
  layer: 'queue',
  parameters: {
    phase: oneOf(['before', 'in', 'after'])
      .default('in')
      .describe('when it dies, seen from its work on the message'),
    downMs: millisecondsFromZero().default(0).describe('how long until it is there again'),
  },
  sites: ['consumer.handle'],
  sample: (draw) => ({ phase: (['before', 'in', 'after'] as const)[Math.floor(3 * draw('phase'))]! }),
  async apply(call, { phase, downMs }, { clock, signal, fired }) {
    // Dead first: what its work still brings about, it does not hear of.
    call.die()
    const work = phase === 'before' ? null : Promise.resolve(call.proceed()).catch(() => {})
    if (phase === 'after') await work
    const fromMs = clock.now()
    await sleep(clock, downMs, signal)
    fired({ name: 'downMs', asked: downMs, seen: clock.now() - fromMs })
    throw new InjectedError(kind, `the consumer died ${phase} its work`)
  },
})
