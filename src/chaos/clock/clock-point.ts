import { FaultyClock } from './faulty-clock.ts'

/** What the faults of clocks act on. */
export const clockPoint = {
  expected: 'a FaultyClock',
  accepts: (value: unknown): value is FaultyClock => value instanceof FaultyClock,
}
