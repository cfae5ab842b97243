import { compareRuns, type RunSettings } from '../compare/compare-runs.ts'
import { runMetrics } from './run-metrics.ts'

/** One run, by the names of the metrics. */
export type RunFigures = Readonly<Record<string, number | null>>

/** Runs of one side against those of another, by all metrics; those in `gated` must not be worse by more than `margin`. */
export function compareFigures(
  reference: readonly RunFigures[],
  variant: readonly RunFigures[],
  { margin, gated, ...settings }: RunSettings & { margin: number; gated: readonly string[] },
): ReturnType<typeof compareRuns> {
  const valuesOf = (side: readonly RunFigures[], name: string): (number | null)[] =>
    side.map((figures) => figures[name] ?? null)
  return compareRuns(
    runMetrics.map(({ name, unit, direction, resolution }) => ({
      name,
      unit,
      direction,
      resolution,
      gated: gated.includes(name),
      margin,
      reference: valuesOf(reference, name),
      variant: valuesOf(variant, name),
    })),
    settings,
  )
}
