import { escapeMarkdown } from '../../report/escape-markdown.ts'
import { renderComparisonMarkdown } from '../../report/render-comparison-markdown.ts'
import type { ComparedScenario } from './compare-scenario.ts'
import { responseLines } from './render-compared.ts'

const marks = { 'not worse': '✅', worse: '❌', undecided: '❔', 'not comparable': '❔' } as const

/** One scenario in Markdown, for a pull request. */
export function renderComparedMarkdown(scenario: ComparedScenario): string {
  const { name, file, outcome, problems, comparison } = scenario
  const list = [...problems, ...responseLines(scenario)].map((line) => `- ${escapeMarkdown(line)}`)
  return [
    `### ${marks[outcome]} ${escapeMarkdown(name)}: ${outcome}`,
    `In ${escapeMarkdown(file)}.`,
    comparison === null ? '' : renderComparisonMarkdown(comparison),
    list.join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
