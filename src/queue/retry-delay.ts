import type { Random } from '../foundation/random.ts'

const LONGEST_RETRY_DELAY_MS = 30_000

/**
 * Milliseconds to wait after the `attempts`-th attempt failed: doubles each time, at most 30 s, less up to half of it at
 * random, so that messages which failed together do not come back together.
 */
export function drawRetryDelay(random: Random, firstDelayMs: number, attempts: number): number {
  const delayMs = Math.min(LONGEST_RETRY_DELAY_MS, firstDelayMs * 2 ** (attempts - 1))
  return delayMs * (1 - random.next() / 2)
}
