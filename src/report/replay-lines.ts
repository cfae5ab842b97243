import type { MetricsFile } from '../model/metrics.ts'
import { secondTime } from '../model/second-time.ts'
import { gateVerdict } from './compose-metrics-file.ts'
import { shellQuoted } from './shell-quoted.ts'
import { testSelection } from './test-selection.ts'

const mostLines = 5

/** The commands that execute again what went wrong on purpose in runs that did not pass, as it stands in the file at `path`. */
export function replayLines(path: string, { scenarios }: MetricsFile): string[] {
  const lines = scenarios.flatMap((metrics, index) => {
    // A comparison is many runs, and is had again by its seed.
    if (metrics.faults === null || metrics.kind === 'comparison' || gateVerdict(metrics) === 'pass') return []
    // It would run without the first.
    if (metrics.name.endsWith(secondTime)) return []
    return `Replay   VITEST_STRESS_REPLAY=${shellQuoted(path)}#${index} npx vitest run ${testSelection(metrics)}`
  })
  const more = lines.length - mostLines
  if (more <= 0) return lines
  return [...lines.slice(0, mostLines), `         and ${more} more: #<index> is the place in \`scenarios\``]
}
