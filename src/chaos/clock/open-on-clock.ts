import type { FaultContext, FaultSize } from '../fault.ts'
import type { SetRight } from './dial.ts'
import type { ClockPart, FaultyClock } from './faulty-clock.ts'

/**
 * What has been done to a clock has its effect once somebody goes by it: one that nobody was given may show what it likes.
 * Returns what sets it right, and ends the wait.
 */
export function openOnClock(
  clock: FaultyClock,
  affects: ClockPart,
  { fired }: Pick<FaultContext, 'fired'>,
  setRight: SetRight,
  size?: FaultSize,
): SetRight {
  const endWait = clock.whenUsed(affects, () => fired(size))
  return () => {
    endWait()
    setRight()
  }
}
