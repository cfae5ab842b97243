import type { Clock } from './clock.ts'

const stepMs = 1_000

/**
 * As `clock.after`, of time in which this thread could run: each step that comes late counts as if it had come in time.
 * For limits on the silence of others. Where the machine stands still, they do, too; and what they said meanwhile is read
 * only after the timers that have become due.
 */
export function afterAwake(clock: Clock, delayMs: number, callback: () => void): () => void {
  let cancel = step(delayMs)
  return () => cancel()

  function step(leftMs: number): () => void {
    return clock.after(Math.min(leftMs, stepMs), () => {
      if (leftMs <= stepMs) callback()
      else cancel = step(leftMs - stepMs)
    })
  }
}
