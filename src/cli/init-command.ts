import { formatProblem, type Problem } from '../foundation/problem.ts'
import type { Command, Output } from './command.ts'
import { terminalAsk } from './init/ask.ts'
import { initProject } from './init/init-project.ts'
import { inspectConfig } from './init/inspect-config.ts'
import { parseInitArguments } from './init/parse-init-arguments.ts'
import { readProject } from './init/read-project.ts'

const [failed, badArguments] = [1, 2]

/** `vitest-stress init [<module>#<export>]`: sets a project up, with a first scenario. */
export const initCommand: Command = {
  name: 'init',
  summary: 'set a project up, with a first scenario',
  help,
  async run(args, output) {
    const root = process.cwd()
    const parsed = parseInitArguments(args, root)
    if (parsed.kind === 'help') {
      output.out(help())
      return 0
    }
    if (parsed.kind === 'problems') return reject(parsed.problems, badArguments, output)
    const project = readProject(root)
    if (Array.isArray(project)) return reject(project, failed, output)
    const ask = isAttended() ? terminalAsk(process.stdin, process.stderr) : null
    try {
      return await initProject(project, parsed.arguments, { output, ask, inspect: inspectConfig })
    } catch (error) {
      // A file that cannot be read or written: its path and the reason are in the message.
      output.err(`vitest-stress init: ${error instanceof Error ? error.message : String(error)}\n`)
      return failed
    }
  },
}

/** CI may have a terminal, but nobody at it. */
function isAttended(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && !process.env['CI']
}

function reject(problems: readonly Problem[], code: number, output: Output): number {
  const lines = problems.map((problem) => `  ${formatProblem(problem)}\n`)
  const count = `${lines.length} ${lines.length === 1 ? 'problem' : 'problems'}`
  output.err(`vitest-stress init: ${count}\n${lines.join('')}`)
  return code
}

function help(): string {
  return `Usage: vitest-stress init [<module>#<export>] [options]

Sets the project in this folder up: a Vitest config with the plugin, and a first scenario in stress/ that calls a
function of yours. Run again, it changes nothing; a file that is there is never overwritten. Nothing is installed.

  <module>#<export>  the asynchronous function, like src/orders.ts#placeOrder or src/orders.ts#default.
                     Default: on a terminal you are asked, else the scenario calls a stand-in
  --edit-config      adds the plugin to a config that is there, if it has a well-known form; the config is then loaded,
                     and written back as it was where something is wrong. Default: on a terminal you are asked, else the
                     two lines to add are printed
  --script           adds the script "stress" to package.json
  --yes, -y          both, and asks nothing
  --dry-run          writes nothing, says what it would, and asks nothing
  --help             this text

Exit code: 0 done, or nothing to do, 1 nothing could be done, 2 the command line is not right.
`
}
