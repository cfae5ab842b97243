import type { GeneratorSecond } from '../../src/model/health-metrics.ts'
import type { RecordedSecond } from '../../src/record/generator-seconds.ts'

/** A second in which the generator had nothing to complain of, with what is given in place of that. */
export function secondOf(given: Partial<GeneratorSecond>): GeneratorSecond {
  return {
    second: 0,
    worker: null,
    length_ms: 1000,
    event_loop_delay_p99_ms: 1,
    event_loop_delay_max_ms: 2,
    event_loop_utilization: 0.1,
    gc_total_ms: 2,
    gc_max_ms: 1,
    cpu: 0.1,
    rss_bytes: 80_000_000,
    sync_total_ms: 10,
    sync_max_ms: 0.1,
    lateness_p99_ms: 1,
    lateness_max_ms: 2,
    planned_starts: 1000,
    achieved_starts: 1000,
    dropped: 0,
    ...given,
  }
}

/** The same, as it is recorded. */
export function recordedSecondOf(given: Partial<RecordedSecond>): RecordedSecond {
  const { gc_total_ms, gc_max_ms, planned_starts: _, ...second } = secondOf({})
  return { ...second, gc: { totalMs: gc_total_ms, maxMs: gc_max_ms }, ...given }
}
