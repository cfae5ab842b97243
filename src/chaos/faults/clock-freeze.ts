import { oneOf } from '../../foundation/schema.ts'
import { clockPoint } from '../clock/clock-point.ts'
import { clockParts, type FaultyClock } from '../clock/faulty-clock.ts'
import { openOnClock } from '../clock/open-on-clock.ts'
import { defineFault } from '../fault.ts'

export const clockFreeze = defineFault({
  kind: 'clock-freeze',
  summary: 'Stops a clock; healed, it is set right again, and timers that are due by then fire at once.',
  layer: 'clock',
  parameters: {
    affects: oneOf(clockParts)
      .default('both')
      .describe('What the clock shows, when its timers fire, or both.'),
  },
  point: clockPoint,
  open(clock: FaultyClock, { affects }, context) {
    return openOnClock(clock, affects, context, clock.freeze(affects))
  },
})
