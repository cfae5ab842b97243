import type { Clock } from '../../foundation/clock.ts'

/** Calls back at `dueMs` of the clock and never before it: Node's timers may be a fraction of a millisecond early. */
export function callAt(clock: Clock, dueMs: number, callback: () => void): () => void {
  const look = (): void => {
    const leftMs = dueMs - clock.now()
    if (leftMs <= 0) callback()
    else cancel = clock.after(leftMs, look)
  }
  let cancel = clock.after(Math.max(0, dueMs - clock.now()), look)
  return () => cancel()
}
