import { formatProblem } from '../foundation/problem.ts'
import { unreadable, type Command, type Output } from './command.ts'
import { parseShrinkArguments, type ShrinkArguments } from './shrink-arguments.ts'
import { runShrinking } from './shrink-process.ts'

/** `vitest-stress shrink <metrics.json>`: the smallest case of a failure, as a test file. */
export const shrinkCommand: Command = {
  name: 'shrink',
  summary: 'find the smallest case of a failure under faults',
  help,
  async run(args, output) {
    const parsed = parseShrinkArguments(args)
    if (parsed.kind === 'help') {
      output.out(help())
      return 0
    }
    if (parsed.kind === 'shrink') return shrinkScenario(parsed.arguments, output)
    const lines = parsed.problems.map((problem) => `  ${formatProblem(problem)}\n`).join('')
    const count = parsed.problems.length
    output.err(`vitest-stress shrink: ${count} ${count === 1 ? 'problem' : 'problems'}\n${lines}`)
    return unreadable
  },
}

async function shrinkScenario(given: ShrinkArguments, output: Output): Promise<number> {
  const result = await tryToRun(given)
  if ('problem' in result) {
    output.err(`vitest-stress shrink: ${result.problem}\n`)
    return 1
  }
  const { file, ...shrunk } = result.shrunk
  output.out(`${JSON.stringify({ file, ...shrunk }, null, 2)}\n`)
  return file === null ? 1 : 0
}

type Shrunk = NonNullable<NonNullable<Awaited<ReturnType<typeof runShrinking>>>['shrunk']>

async function tryToRun(given: ShrinkArguments): Promise<{ shrunk: Shrunk } | { problem: string }> {
  const name = `"${given.scenario.name}"`
  try {
    const result = await runShrinking(given, process.cwd())
    if (result === null) return { problem: `${name} did not run` }
    if (result.shrunk !== null) return { shrunk: result.shrunk }
    const why = result.problems.length > 0 ? `: ${result.problems.join('; ')}` : ''
    return { problem: `there is no smaller case of ${name}, which came to "${result.verdict}"${why}` }
  } catch (error) {
    return { problem: error instanceof Error ? error.message.split('\n')[0]! : String(error) }
  }
}

function help(): string {
  return `Usage: vitest-stress shrink <metrics.json>[#<index>] [--config <file>]

Replays a scenario in virtual time that failed under faults, and looks for the smallest case that fails in the same way: fewest
faults, fewest iterations, fewest agents, shortest durations. Writes it as a test file beside the stress file, over nothing.
To be called where Vitest is: it runs the project's own. The case stands on stdout as one JSON object.

  #<index>         which of the file's \`scenarios\`, from 0; needed where several failed under faults
  --config <file>  Vitest's config
  --help           this text

Exit code: 0 a case was found and written, 1 it was not, 3 an unreadable file or command line.
`
}
