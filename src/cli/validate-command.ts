import { resolve } from 'node:path'
import { formatProblem, renderValue, type Problem } from '../foundation/problem.ts'
import { askProject } from '../isolation/validation/ask-project.ts'
import { questions } from '../isolation/validation/answer.ts'
import { findModule, isFile } from '../isolation/validation/find-module.ts'
import { renderReport } from '../isolation/validation/render-report.ts'
import type { ValidationRequest } from '../isolation/validation/validation-request.ts'
import { unreadable, type Command, type Output } from './command.ts'
import { readTokens } from './read-tokens.ts'

const known = { texts: { config: 'c' }, flags: { json: null, help: 'h' } } as const

/** `vitest-stress validate [module]`: whether stress runs of a project can reach anything real. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'prove that stress runs reach nothing real',
  help,
  async run(args, output) {
    const { given, paths, problems } = readTokens(args, known)
    if (given.has('help')) {
      output.out(help())
      return 0
    }
    const folder = process.cwd()
    const config = given.get('config') ?? null
    problems.push(...fileProblems(folder, given, paths))
    if (problems.length > 0) return reject(problems, output)
    const [path] = paths
    const modulePath = path === undefined ? findModule(folder) : resolve(folder, path)
    return ask({ folder, modulePath, config }, given.has('json'), output)
  },
}

async function ask(request: ValidationRequest, json: boolean, output: Output): Promise<number> {
  const asked = await askProject(request)
  if ('problems' in asked) return reject(asked.problems, output)
  const { report } = asked
  output.out(json ? `${JSON.stringify(report)}\n` : renderReport(report))
  return report.verdict === 'yes' ? 0 : 1
}

function fileProblems(
  folder: string,
  given: ReadonlyMap<string, string | undefined>,
  paths: readonly string[],
): Problem[] {
  const problems: Problem[] = []
  if (paths.length > 1) problems.push({ path: '<module>', expected: 'one file', got: paths.join(' ') })
  const files: [string, string | undefined][] = paths.slice(0, 1).map((path) => ['<module>', path])
  if (given.has('config')) files.push(['--config', given.get('config')])
  for (const [path, file] of files) {
    if (!file || !isFile(resolve(folder, file)))
      problems.push({
        path,
        expected: 'a file',
        got: file ? `${renderValue(file)}, which is none` : 'nothing',
      })
  }
  return problems
}

function reject(found: readonly Problem[], output: Output): number {
  const count = `${found.length} ${found.length === 1 ? 'problem' : 'problems'}`
  const lines = found.map((problem) => `  ${formatProblem(problem)}\n`)
  output.err(`vitest-stress validate: ${count}\n${lines.join('')}`)
  return unreadable
}

function help(): string {
  return `Usage: vitest-stress validate [module] [options]

Answers six questions on a project, each with evidence. What cannot be answered is a no.

${Object.values(questions)
  .map((question, index) => `  ${index + 1}. ${question}`)
  .join('\n')}

The module (stress/isolation.ts, where none is named) exports \`mockCore\` and \`realCore\`, each a function that makes a
core, \`processor\`, a function that makes a processor around a core, and \`inboxes\`, the folders of real inboxes.

  --config <file>   the Vite or Vitest config, if it is not the usual one
  --json            prints one JSON object
  --help            this text

Exit code: 0 all answers are yes, 1 one is no, 3 the command line or the project is not right.
`
}
