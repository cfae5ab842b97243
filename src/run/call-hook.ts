import type { Clock } from '../foundation/clock.ts'
import { settlesWithin } from './deadline.ts'

export interface HookLimits {
  clock: Clock
  timeoutMs: number
  /** Ends the waiting early. */
  signal?: AbortSignal
}

/** What a function of the user's came to, sync or not. Rejects when it does, or when it takes too long. */
export async function callHook<T>(
  hook: () => T | Promise<T>,
  { clock, timeoutMs, signal }: HookLimits,
): Promise<T> {
  const work = (async () => hook())()
  if (await settlesWithin(clock, work, timeoutMs, signal)) return work
  signal?.throwIfAborted()
  throw new Error(`it did not end within ${timeoutMs / 1000} s (hookTimeoutMs)`)
}
