import { oneOf, positive } from '../../foundation/schema.ts'
import { clockPoint } from '../clock/clock-point.ts'
import { clockParts, type FaultyClock } from '../clock/faulty-clock.ts'
import { defineFault } from '../fault.ts'

export const clockSkew = defineFault({
  kind: 'clock-skew',
  summary: 'Makes a clock run too fast or too slow; healed, it is set right again.',
  layer: 'clock',
  parameters: {
    rate: positive().default(2).describe('Milliseconds that it shows for one that passes.'),
    affects: oneOf(clockParts)
      .default('both')
      .describe('What the clock shows, when its timers fire, or both.'),
  },
  sample: (draw) => ({ rate: 10 ** (2 * draw('rate') - 1) }),
  point: clockPoint,
  open(clock: FaultyClock, { rate, affects }, context) {
    const setRight = clock.skew(rate, affects)
    context.fired()
    return setRight
  },
})
