import { oneOf, positive } from '../../foundation/schema.ts'
import { clockPoint } from '../clock/clock-point.ts'
import { clockParts, type FaultyClock } from '../clock/faulty-clock.ts'
import { openOnClock } from '../clock/open-on-clock.ts'
import { defineFault } from '../fault.ts'

const notOne = 'a number above 0, and not 1'

export const clockSkew = defineFault({
  kind: 'clock-skew',
  summary: 'Makes a clock run too fast or too slow; healed, it is set right again.',
  layer: 'clock',
  parameters: {
    rate: positive(notOne)
      .refine((rate) => rate !== 1, { error: notOne })
      .default(2)
      .describe('Milliseconds that it shows for one that passes.'),
    affects: oneOf(clockParts)
      .default('both')
      .describe('What the clock shows, when its timers fire, or both.'),
  },
  sample: (draw) => ({ rate: 10 ** (2 * draw('rate') - 1) }),
  point: clockPoint,
  open(clock: FaultyClock, { rate, affects }, context) {
    return openOnClock(clock, affects, context, clock.skew(rate, affects))
  },
})
