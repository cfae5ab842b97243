import type { CaseResult } from '../conformance/behavior-case.ts'
import { cases } from '../conformance/cases.ts'
import { formatProblem, type Problem } from '../foundation/problem.ts'
import { unreadable, type Command, type Output } from './command.ts'
import { parseValidateQueueArguments, type ValidateQueueArguments } from './validate-queue-arguments.ts'
import { runValidation } from './validate-queue-process.ts'
import { exitCodeOf, renderResult, renderSummary, summarize } from './validate-queue-text.ts'

/** `vitest-stress validate-queue <module>`: holds a queue to what it claims. */
export const validateQueueCommand: Command = {
  name: 'validate-queue',
  summary: 'hold a message queue to what it claims',
  help,
  async run(args, output) {
    const parsed = parseValidateQueueArguments(args, process.cwd())
    if (parsed.kind === 'help') {
      output.out(help())
      return 0
    }
    if (parsed.kind === 'problems') return reject('vitest-stress validate-queue', parsed.problems, output)
    return validate(parsed.arguments, output)
  },
}

async function validate(request: ValidateQueueArguments, output: Output): Promise<number> {
  const { json, shownPath } = request
  const results: CaseResult[] = []
  const problems: Problem[] = []
  const errors: string[] = []
  await runValidation(request, (message) => {
    if (message.kind === 'result') {
      results.push(message.result)
      if (!json) output.out(renderResult(message.result))
    }
    if (message.kind === 'error') errors.push(message.message)
    if (message.kind === 'problems') problems.push(...message.problems)
  })
  if (problems.length > 0) return reject(shownPath, problems, output)
  for (const error of errors) output.err(`${shownPath}: ${error}\n`)
  for (const missing of unheardOf(results, errors)) {
    results.push(missing)
    if (!json) output.out(renderResult(missing))
  }
  const summary = summarize(results)
  output.out(
    json ? `${JSON.stringify({ module: shownPath, ...summary, cases: results })}\n` : renderSummary(summary),
  )
  return exitCodeOf(summary)
}

/** Cases of which nothing was heard: the process that ran them died. They must not pass by absence. */
function unheardOf(results: readonly CaseResult[], errors: readonly string[]): CaseResult[] {
  const why = errors.length > 0 ? errors[0]! : 'the process that ran the cases ended before'
  return cases
    .filter(({ name }) => !results.some((result) => result.name === name))
    .map(({ name }) => ({ name, status: 'invalid', detail: `it never ended: ${why}` }))
}

function reject(subject: string, found: readonly Problem[], output: Output): number {
  // Each case meets the same ones.
  const lines = [...new Set(found.map((problem) => `  ${formatProblem(problem)}`))]
  const count = `${lines.length} ${lines.length === 1 ? 'problem' : 'problems'}`
  output.err(`${subject}: ${count}\n${lines.join('\n')}\n`)
  return unreadable
}

function help(): string {
  const width = Math.max(...cases.map(({ name }) => name.length))
  const lines = cases.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Usage: vitest-stress validate-queue <module> [options]

Holds the queue of a module to what its \`capabilities\` claim. The module's default export (or \`createQueue\`) is a
function that makes a new queue; \`name\` and \`options\` may be exported beside it. It is loaded by Vitest, as your
tests are: it may be TypeScript, and use your aliases.

  --config <file>   the Vite or Vitest config, if it is not the usual one
  --project <name>  the Vitest project whose settings are used. Default: the one that the module lies in
  --json            prints one JSON object
  --help            this text

Exit code: 0 everything claimed is kept, 1 something is violated, 2 something claimed (or everything) could not be
judged, 3 the command line or the module is not right.

Cases:
${lines.join('\n')}
`
}
