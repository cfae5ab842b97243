import type { CapacityProbe } from '../model/capacity.ts'
import { formatMs, formatNumber, formatRate } from './format.ts'

interface Column {
  readonly title: string
  readonly cell: (probe: CapacityProbe) => string
}

/** One probe of a search in every table of its curve: figures, and in the last column what it came to. */
export const capacityColumns: readonly Column[] = [
  { title: 'rate', cell: ({ rate_per_second }) => formatRate(rate_per_second) },
  { title: 'throughput', cell: ({ throughput }) => formatRate(throughput) },
  { title: 'p50', cell: ({ p50_ms }) => formatMs(p50_ms) },
  { title: 'p95', cell: ({ p95_ms }) => formatMs(p95_ms) },
  { title: 'p99', cell: ({ p99_ms }) => formatMs(p99_ms) },
  { title: 'missed', cell: ({ dropped_rate, unfinished_rate }) => missed(dropped_rate, unfinished_rate) },
  { title: 'result', cell: resultOf },
]

function missed(dropped: number | null, unfinished: number | null): string {
  return dropped === null || unfinished === null ? '-' : `${formatNumber(100 * (dropped + unfinished))} %`
}

const mostNamed = 4

/** A rate that is too high has not failed: it is above the capacity. */
function resultOf({ verdict, cause, breached }: CapacityProbe): string {
  if (verdict === 'pass') return 'kept'
  if (verdict === 'invalid') return `invalid: ${cause}`
  const rest = breached.length - mostNamed
  return `above: ${breached.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
