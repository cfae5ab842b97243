import type { ArrivalPlan } from '../model/load-plan.ts'
import { countArrivals, integrate } from './arrivals.ts'

/** How many starts a plan has before a time of the load, in ms; on average, where they come at random. */
export function plannedStartsBefore(plan: ArrivalPlan, ms: number): number {
  if (ms <= 0) return 0
  if (plan.kind === 'times') return countBelow(plan.timesMs, ms)
  const segments = []
  let leftMs = ms
  for (const segment of plan.segments) {
    if (leftMs <= 0) break
    const durationMs = Math.min(leftMs, segment.durationMs)
    const { fromPerSecond, toPerSecond } = segment
    const share = segment.durationMs > 0 ? durationMs / segment.durationMs : 0
    segments.push({
      durationMs,
      fromPerSecond,
      toPerSecond: fromPerSecond + (toPerSecond - fromPerSecond) * share,
    })
    leftMs -= segment.durationMs
  }
  return integrate(segments) === 0 ? 0 : countArrivals({ ...plan, segments })
}

/** By halving: a trace may be long. */
function countBelow(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
