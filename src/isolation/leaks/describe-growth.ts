import type { HeapMetrics } from '../../model/isolation-metrics.ts'

/** How the heap grew, for a person. */
export function describeGrowth(heap: HeapMetrics): string {
  const { bytes_per_iteration: bytes, rounds, limit_bytes_per_iteration: limit } = heap
  const english = (value: number): string => Math.round(value).toLocaleString('en-US')
  return `grew by ${english(bytes ?? 0)} bytes an iteration over ${rounds} rounds (at most ${english(limit)})`
}
