import type { CapacityMetrics, CapacityProbe } from '../model/capacity.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { capacityColumns } from './capacity-columns.ts'
import { describeCapacity } from './describe-capacity.ts'

/** The curve of a search as a small table: rate against latency, the lowest rate first. Empty for all other runs. Pure. */
export function renderCapacity({ name, capacity }: ScenarioMetrics): string {
  if (capacity === null) return ''
  return [`Capacity of ${name}: ${describeCapacity(capacity)}`, ...tableOf(capacity)].join('\n')
}

function tableOf({ curve }: CapacityMetrics): string[] {
  const rows = [
    capacityColumns.map(({ title }) => title),
    ...curve.map((probe: CapacityProbe) => capacityColumns.map(({ cell }) => cell(probe))),
  ]
  const last = capacityColumns.length - 1
  const widths = capacityColumns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows.map((row) => {
    const cells = row.map((text, index) => (index === last ? text : text.padStart(widths[index]!)))
    return `  ${cells.join('  ')}`.trimEnd()
  })
}
