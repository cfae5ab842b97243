import { measureGroup } from '../budget/measure-group.ts'
import type { LatencySeries } from '../record/latency-series.ts'
import type { RunOutcome } from './run-request.ts'

/** What one run has of each metric, as budgets would see it; null where it has no such figure. */
export function turnValues(
  { recording }: RunOutcome,
  names: readonly string[],
): Record<string, number | null> {
  if (recording === null) return Object.fromEntries(names.map((name) => [name, null]))
  const { completed, succeeded, failed, unfinished, dropped, activeMs, response, service } = measureGroup(
    recording,
    {},
  )
  const planned = succeeded + failed + unfinished + dropped
  const valueOf = (name: string): number | null => {
    if (name === 'throughput') return activeMs > 0 ? (1000 * completed) / activeMs : null
    if (name === 'successRate') return planned > 0 ? succeeded / planned : null
    const [series = '', figure = ''] = name.split(/\.(.*)/s)
    return figureOf(series === 'latency' ? response : service, figure)
  }
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]))
}

function figureOf(series: LatencySeries, figure: string): number | null {
  if (figure === 'max') return series.maxMs
  if (figure === 'avg') return series.avgMs
  return series.percentileMs(Number(figure.slice(1)))
}
