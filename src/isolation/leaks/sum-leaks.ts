import type { LeakMetrics } from '../../model/isolation-metrics.ts'

const mostTold = 100

/** Those of one kind and place as one; where the place is not known, those that are the same by what they are. */
export function sumLeaks(found: Iterable<LeakMetrics>): LeakMetrics[] {
  const leaks = new Map<string, LeakMetrics>()
  for (const leak of found) {
    const key = JSON.stringify([leak.kind, leak.created_at ?? leak.what])
    const same = leaks.get(key)
    if (same) same.count += leak.count
    else if (leaks.size < mostTold) leaks.set(key, { ...leak })
  }
  return [...leaks.values()]
}
