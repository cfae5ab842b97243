import { counterKind } from './counter.ts'
import type { MetricKind, MetricSummary } from './custom-metric.ts'
import { gaugeKind } from './gauge.ts'
import { rateKind } from './rate.ts'
import { trendKind } from './trend.ts'

/** Every kind of metric. A new one is a file and a line. */
export const metricKinds = [counterKind, gaugeKind, rateKind, trendKind] as unknown as readonly MetricKind[]

export function kindOf({ kind }: MetricSummary): MetricKind {
  return metricKinds.find((each) => each.kind === kind)!
}
