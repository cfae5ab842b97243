import type { AttemptMetrics } from '../model/isolation-metrics.ts'
import { describeAttempt } from './describe-attempt.ts'

const mostLines = 20

/** Attempts as lines for a person, those from one place as one: whoever tries again tries many addresses. */
export function describeAttempts(attempts: readonly AttemptMetrics[]): string[] {
  const places = new Map<string, AttemptMetrics[]>()
  for (const attempt of attempts) {
    const { surface, what, call_site, frame, chain } = attempt
    const place = JSON.stringify([surface, what, call_site, frame, chain])
    const same = places.get(place)
    if (same) same.push(attempt)
    else places.set(place, [attempt])
  }
  const lines = [...places.values()].map((same) => describeAttempt(asOne(same)))
  const more = lines.length - mostLines
  return more <= 0
    ? lines
    : [...lines.slice(0, mostLines), `and from ${more} other places: see isolation.attempts in the metrics`]
}

function asOne(same: readonly AttemptMetrics[]): AttemptMetrics {
  const [first, ...others] = same as [AttemptMetrics, ...AttemptMetrics[]]
  if (others.length === 0) return first
  const count = same.reduce((sum, each) => sum + each.count, 0)
  return { ...first, where_to: `${first.where_to} and ${others.length} more`, count }
}
