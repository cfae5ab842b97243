import type { Vitest } from 'vitest/node'
import type { MetricsFile } from '../model/metrics.ts'
import { renderMarkdown } from '../report/render-markdown.ts'
import { writeSummary } from '../report/write-summary.ts'
import { annotateScenarios } from './annotate-scenarios.ts'
import type { ResolvedPluginOptions } from './plugin-options.ts'
import { summaryTarget } from './summary-target.ts'

/**
 * Brings the results to where a CI shows them, and returns what is to be printed about it. Nothing here decides about the
 * run: what goes wrong is said, and no more.
 */
export function publishResults(
  file: MetricsFile,
  vitest: Vitest,
  { summary }: ResolvedPluginOptions,
): string[] {
  const lines = attempt('Annotations  not made', () =>
    process.env['GITHUB_ACTIONS'] === 'true' ? annotateScenarios(file, vitest) : [],
  )
  const target = summaryTarget(summary, vitest.config.root)
  if (target === null) return lines
  const written = attempt(`Summary  not written to ${target.path}`, () => {
    writeSummary(target, (room) => renderMarkdown(file, room))
    return [`Summary  ${target.path}`]
  })
  return [...written, ...lines]
}

function attempt(failed: string, act: () => string[]): string[] {
  try {
    return act()
  } catch (error) {
    return [`${failed}: ${error instanceof Error ? error.message : String(error)}`]
  }
}
