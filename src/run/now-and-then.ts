import { realClock } from '../foundation/clock.ts'
import type { Progress } from '../model/wire.ts'

const leastMsBetween = 100

/** Passes progress on, not more often than a person and the watchdog need: virtual time brings hundreds of them a second. */
export function nowAndThen(onProgress: (progress: Progress) => void): (progress: Progress) => void {
  let toldMs = -Infinity
  return (progress) => {
    const nowMs = realClock.now()
    if (nowMs - toldMs < leastMsBetween) return
    toldMs = nowMs
    onProgress(progress)
  }
}
