import { wallClockNow } from '../foundation/clock.ts'
import type { TestTask } from './test-task.ts'

/** Closing the target and adding up takes time too. */
const concludeMs = 1_000

/** How long a run may take, to end before Vitest ends the test. Infinity for a test without a timeout. */
export function timeLeftMs(task: TestTask): number {
  if (!(task.timeout > 0)) return Infinity
  const now = wallClockNow().getTime()
  const leftMs = task.timeout - (now - (task.result?.startTime ?? now))
  return Math.max(1, leftMs - Math.min(concludeMs, leftMs / 2))
}
