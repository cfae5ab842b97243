import { custom, oneOf } from '../../foundation/schema.ts'
import { clockPoint } from '../clock/clock-point.ts'
import { clockParts, type FaultyClock } from '../clock/faulty-clock.ts'
import { openOnClock } from '../clock/open-on-clock.ts'
import { defineFault } from '../fault.ts'

const wholeNotZero = custom<number>(
  'a number of milliseconds, above or below 0',
  (value) => typeof value === 'number' && Number.isFinite(value) && value !== 0,
)

export const clockJump = defineFault({
  kind: 'clock-jump',
  summary: 'Sets a clock forward, or back; healed, it is set right again.',
  layer: 'clock',
  parameters: {
    byMs: wholeNotZero.default(60_000).describe('How far; below 0: back.'),
    affects: oneOf(clockParts)
      .default('now')
      .describe('What the clock shows, when its timers fire, or both.'),
  },
  sample(draw) {
    const byMs = Math.round(10 * 10_000 ** draw('byMs'))
    return { byMs: draw('back') < 0.5 ? -byMs : byMs }
  },
  point: clockPoint,
  open(clock: FaultyClock, { byMs, affects }, context) {
    // Measured before anybody waits for the clock to be read.
    const before = clock.now()
    const setRight = clock.jump(byMs, affects)
    const seen = clock.now() - before
    const size = affects === 'timers' ? undefined : { name: 'byMs', asked: byMs, seen }
    return openOnClock(clock, affects, context, setRight, size)
  },
})
