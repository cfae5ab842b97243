import { runMetrics } from '../baseline/run-metrics.ts'
import { formatProblem, type Problem } from '../foundation/problem.ts'
import { escapeMarkdown } from '../report/escape-markdown.ts'
import { unreadable, type Command, type Output } from './command.ts'
import { compareScenario, type ComparedScenario } from './compare/compare-scenario.ts'
import { pairScenarios } from './compare/pair-scenarios.ts'
import { readMetricsFile } from './compare/read-metrics-file.ts'
import { renderComparedMarkdown } from './compare/render-compared-markdown.ts'
import { renderCompared } from './compare/render-compared.ts'
import type { StoredRun } from './compare/stored-run.ts'
import { parseCompareArguments, type CompareArguments } from './parse-compare-arguments.ts'

const [worse, untold] = [1, 2]

/** `vitest-stress compare <before> <after>`: holds metrics files against each other. */
export const compareCommand: Command = {
  name: 'compare',
  summary: 'hold metrics files against each other',
  help,
  async run(args, output) {
    const parsed = parseCompareArguments(args)
    if (parsed.kind === 'help') {
      output.out(help())
      return 0
    }
    if (parsed.kind === 'problems') return reject(parsed.problems, output)
    return compare(parsed.arguments, output)
  },
}

function compare({ before, after, markdown, terms }: CompareArguments, output: Output): number {
  const problems: Problem[] = []
  const gaps: string[] = []
  const read = (paths: readonly string[]): StoredRun[] =>
    paths.flatMap((path) => {
      const file = readMetricsFile(path)
      if (!file.ok) problems.push(...file.problems)
      else gaps.push(...file.gaps)
      return file.ok ? file.runs : []
    })
  const pairs = pairScenarios(read(before), read(after))
  if (problems.length > 0) return reject(problems, output)
  const compared = pairs.map((pair) => compareScenario(pair.before, pair.after, terms))
  const render = markdown ? renderComparedMarkdown : renderCompared
  const texts = compared.map((scenario) => render(scenario))
  const nothing = 'Nothing to compare: no file has a scenario that is one run and is to pass.'
  const told = gaps.map((gap) => (markdown ? `❔ ${escapeMarkdown(gap)}` : gap))
  output.out(`${[...(texts.length > 0 ? texts : [nothing]), ...told].join('\n\n')}\n`)
  const code = exitCodeOf(compared)
  // A scenario that did not come to its end is in no file.
  return code === 0 && gaps.length > 0 ? untold : code
}

/** Nothing passes by absence. */
function exitCodeOf(compared: readonly ComparedScenario[]): number {
  if (compared.some(({ outcome }) => outcome === 'worse')) return worse
  return compared.length > 0 && compared.every(({ outcome }) => outcome === 'not worse') ? 0 : untold
}

function reject(problems: readonly Problem[], output: Output): number {
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`
  const lines = problems.map((problem) => `  ${formatProblem(problem)}\n`)
  output.err(`vitest-stress compare: ${count}\n${lines.join('')}`)
  return unreadable
}

function help(): string {
  return `Usage: vitest-stress compare <before> <after> [options]
       vitest-stress compare [options] <before>... -- <after>...

Holds the scenarios in metrics files against each other. Each file is one run of a scenario; two runs alone cannot tell
anything, since nobody knows how much runs differ by themselves: about 5 on each side can.

  --margin <n>   up to so much for the worse is not worse. Default: 0.2, which is 20 %
  --gate <names> metrics that must not be worse, with commas between: ${runMetrics.map(({ name }) => name).join(', ')}.
                 Default: throughput,latency.p50
  --markdown     Markdown, for a pull request
  --help         this text

Exit code: 0 nothing is worse, 1 something is, 2 it cannot be told (undecided, not comparable, a run that is not whole),
3 an unreadable file or command line.
`
}
