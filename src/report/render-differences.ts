import type { GuaranteeOfVariants } from '../model/comparison-section.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { oneLine } from './one-line.ts'

/** More would bury the rest; the metrics have them. */
const mostLines = 12

/** Guarantees that one variant kept and another did not, with what their histories have of it. Empty where none. Pure. */
export function renderDifferences({ comparison }: ScenarioMetrics): string {
  const different = (comparison?.guarantees ?? []).filter(({ round }) => round !== null)
  return different.flatMap(describe).join('\n')
}

function describe({ guarantee, round, seed, summaries, histories }: GuaranteeOfVariants): string[] {
  const place = round === 0 ? 'the warm-up' : `round ${round}`
  return [
    `${guarantee}: variants differ in ${place} (seed ${seed}), given the same messages`,
    ...Object.entries(summaries).flatMap(([variant, summary]) => [
      `  ${oneLine(variant)}: ${oneLine(summary)}`,
      ...linesOf(histories[variant] ?? []),
    ]),
  ]
}

function linesOf(history: readonly string[]): string[] {
  const shown = history.slice(0, mostLines).map((line) => `    ${line}`)
  const rest = history.length - shown.length
  return rest > 0 ? [...shown, `    and ${rest} more, in the metrics file`] : shown
}
