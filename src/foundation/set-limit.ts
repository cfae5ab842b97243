import type { Clock } from './clock.ts'
import { VirtualClock } from './virtual-clock.ts'

/**
 * As `clock.after`, for a timer that only ends what takes too long, or looks on. A virtual clock must know: where nothing
 * else is left on it, what the run waits for is not on it.
 */
export function setLimit(clock: Clock, delayMs: number, callback: () => void): () => void {
  return clock instanceof VirtualClock ? clock.limit(delayMs, callback) : clock.after(delayMs, callback)
}
