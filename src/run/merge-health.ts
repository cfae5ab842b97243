import type { HealthMetrics } from '../model/metrics.ts'
import type { Workers } from '../model/workers.ts'

/** Of several workers: each had its own loop, so the worst figure is told; a generator is as good as its worst part. */
export function mergeHealth(
  reports: readonly (HealthMetrics | null)[],
  { kind }: Pick<Workers, 'kind'>,
): HealthMetrics | null {
  const all = reports.flatMap((report) => report ?? [])
  if (all.length === 0 || all.length < reports.length) return null
  const most = (of: (health: HealthMetrics) => number | null): number | null => {
    const known = all.flatMap((health) => of(health) ?? [])
    return known.length === 0 ? null : Math.max(...known)
  }
  const sum = (of: (health: HealthMetrics) => number): number =>
    all.reduce((total, each) => total + of(each), 0)
  const planned = all.every(({ planned_starts: starts }) => starts !== null)
  const remedies = all.flatMap(({ remedy }, index) =>
    remedy === null ? [] : [`worker ${index + 1} of ${all.length}: ${remedy}`],
  )
  const delays = all.some(({ event_loop_delay: delay }) => delay !== null)
  return {
    judged: all.some(({ judged }) => judged),
    unjudged_starts: sum(({ unjudged_starts: starts }) => starts),
    saturated: all.some(({ saturated }) => saturated),
    bottleneck: all.find(({ bottleneck }) => bottleneck !== null)?.bottleneck ?? null,
    remedy: remedies.length === 0 ? null : remedies.join('; '),
    planned_starts: planned ? sum(({ planned_starts: starts }) => starts!) : null,
    achieved_starts: sum(({ achieved_starts: starts }) => starts),
    lateness_p99_ms: most(({ lateness_p99_ms: ms }) => ms),
    lateness_limit_ms: most(({ lateness_limit_ms: ms }) => ms),
    event_loop_delay: delays
      ? {
          p50_ms: most(({ event_loop_delay: delay }) => delay?.p50_ms ?? null)!,
          p99_ms: most(({ event_loop_delay: delay }) => delay?.p99_ms ?? null)!,
          max_ms: most(({ event_loop_delay: delay }) => delay?.max_ms ?? null)!,
        }
      : null,
    event_loop_utilization: most(({ event_loop_utilization: share }) => share)!,
    // Threads tell the time of their whole process.
    cpu_seconds:
      kind === 'thread'
        ? most(({ cpu_seconds: seconds }) => seconds)!
        : sum(({ cpu_seconds: seconds }) => seconds),
    sync_time: all.some(({ sync_time: time }) => time !== null)
      ? {
          p50_ms: most(({ sync_time: time }) => time?.p50_ms ?? null)!,
          p99_ms: most(({ sync_time: time }) => time?.p99_ms ?? null)!,
          max_ms: most(({ sync_time: time }) => time?.max_ms ?? null)!,
        }
      : null,
    // Each worker knows the gaps between its own starts only.
    inter_arrival: null,
    seconds: all
      .flatMap(({ seconds }, worker) => seconds.map((second) => ({ ...second, worker })))
      .sort((a, b) => a.second - b.second || a.worker - b.worker),
  }
}
