import type { ArrivalPlan, RateSegment } from '../model/load-plan.ts'

/** Starts per second that a plan asks for between two times of the load; null where it lists its starts one by one. */
export function plannedRate(plan: ArrivalPlan, fromMs: number, toMs: number): number | null {
  if (plan.kind === 'times') return null
  let startMs = 0
  let starts = 0
  for (const segment of plan.segments) {
    const from = Math.max(fromMs, startMs) - startMs
    const to = Math.min(toMs, startMs + segment.durationMs) - startMs
    if (from < to) starts += ((to - from) / 1000) * ((rateAt(segment, from) + rateAt(segment, to)) / 2)
    startMs += segment.durationMs
  }
  return (starts * 1000) / (toMs - fromMs)
}

function rateAt({ durationMs, fromPerSecond, toPerSecond }: RateSegment, atMs: number): number {
  return fromPerSecond + (toPerSecond - fromPerSecond) * (atMs / durationMs)
}
