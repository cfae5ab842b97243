import { formatCount, formatMs } from '../../report/format.ts'
import { renderComparison } from '../../report/render-comparison.ts'
import type { ComparedScenario } from './compare-scenario.ts'

/** One scenario as text. */
export function renderCompared(scenario: ComparedScenario): string {
  const { name, file, outcome, problems, comparison } = scenario
  return [
    `${name} (${file}): ${outcome}`,
    ...problems.map((problem) => `  ${problem}`),
    ...(comparison === null ? [] : [renderComparison(comparison)]),
    ...responseLines(scenario).map((line) => `  ${line}`),
  ].join('\n')
}

/** Of all samples of a side together: to be looked at, not to be judged by. */
export function responseLines({ responses }: ComparedScenario): string[] {
  return responses.flatMap(({ side, stats }) =>
    stats === null
      ? []
      : [
          `${side}: ${formatCount(stats.count)} samples, p50 ${formatMs(stats.p50_ms)}, p95 ${formatMs(stats.p95_ms)}, p99 ${formatMs(stats.p99_ms)}, max ${formatMs(stats.max_ms)}`,
        ],
  )
}
