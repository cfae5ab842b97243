import { formatProblem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'
import { unreadable, type Output } from './command.ts'
import { commands } from './commands.ts'

/** Runs the command that the arguments name, and returns the exit code. */
export async function runCommandLine(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help') {
    output.out(help())
    return 0
  }
  if (name === undefined) {
    output.err(help())
    return unreadable
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    const names = commands.map((candidate) => candidate.name)
    output.err(`vitest-stress: ${formatProblem(unknownName('command', name, names, 'command'))}\n`)
    return unreadable
  }
  return command.run(rest, output)
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: vitest-stress <command> [options]',
    '',
    'Commands:',
    ...lines,
    '',
    '`vitest-stress <command> --help` says more.',
    '',
  ].join('\n')
}
