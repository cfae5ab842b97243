import type { CapacityMetrics } from '../model/capacity.ts'
import { formatRate } from './format.ts'

/** `812.5/s`, `at least 1,600/s`, `below 50/s`, `not known`; and in how many probes. */
export function describeCapacity(capacity: CapacityMetrics): string {
  const { probes } = capacity
  return `${capacityOf(capacity)} (${probes} ${probes === 1 ? 'probe' : 'probes'})`
}

function capacityOf({ capacity_per_second, at_least, curve, min_per_second }: CapacityMetrics): string {
  if (capacity_per_second !== null) return `${at_least ? 'at least ' : ''}${formatRate(capacity_per_second)}`
  return curve.some(({ verdict }) => verdict !== 'fail') ? 'not known' : `below ${formatRate(min_per_second)}`
}
