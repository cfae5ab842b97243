import type { RunFigures } from './compare-figures.ts'
import { runMetrics, type MeasuredRun } from './run-metrics.ts'

export function figuresOf(run: MeasuredRun): RunFigures {
  return Object.fromEntries(runMetrics.map(({ name, valueOf }) => [name, valueOf(run)]))
}
