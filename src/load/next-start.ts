import { exponential, uniform } from '../foundation/distribution.ts'
import { seededRandom } from '../foundation/random.ts'
import type { ClosedPlan, ThinkTime } from '../model/load-plan.ts'

/**
 * When a virtual user may start again, in ms, from the start and the end of its last iteration; null: at once. Random
 * pauses are a stream of each user's own, so that they do not depend on who else is under way.
 */
export function nextStartOf(
  { thinkTimeMs, pacingMs, seed }: Pick<ClosedPlan, 'thinkTimeMs' | 'pacingMs' | 'seed'>,
  user: number,
): ((startedMs: number, endedMs: number) => number) | null {
  // From the actual start, not from a grid: a late one is no reason to have the next one sooner.
  if (pacingMs > 0) return (startedMs) => startedMs + pacingMs
  if (thinkTimeMs === 0) return null
  const pauseMs = pauses(thinkTimeMs, seed, user)
  return (_, endedMs) => endedMs + pauseMs()
}

function pauses(thinkTime: ThinkTime, seed: number, user: number): () => number {
  if (typeof thinkTime === 'number') return () => thinkTime
  const random = seededRandom(seed).fork(`think-time-${user}`)
  if ('meanMs' in thinkTime) return () => exponential(random, thinkTime.meanMs)
  return () => uniform(random, thinkTime.minMs, thinkTime.maxMs)
}
