// Run by `vitest-stress validate` and `validateIsolation`, as a process of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVitest, type TestProject } from 'vitest/node'
import type { QuestionId } from '../isolation/validation/answer.ts'
import type { ValidationReply, ValidationRequest } from '../isolation/validation/validation-request.ts'
import { answerImports } from './answer-imports.ts'
import { AnswersReporter } from './answers-reporter.ts'
import { choosePools } from './choose-pools.ts'
import { sessionIn, type StressSession } from './session.ts'

const noModule =
  'no module says which are the cores and the processor: stress/isolation.ts, or one that is named'
/** Of Vitest 5, where it is on unless turned off; Vitest 4 knows no such option, and its types neither. */
const noModuleCache: object = { fsModuleCache: false }
const ofModule: readonly QuestionId[] = ['inboxes', 'contract', 'injection', 'mock']

const sent: Promise<unknown>[] = []
const send = (message: ValidationReply): void => {
  sent.push(new Promise((resolve) => process.send!(message, resolve)))
}

try {
  await validate(JSON.parse(process.argv[2]!) as ValidationRequest)
} catch (error) {
  const got = error instanceof Error ? error.message : String(error)
  send({ kind: 'problems', problems: [{ path: 'Vitest', expected: 'to start in this project', got }] })
}
// The process group is ended by who started it.
void Promise.all(sent).then(() => process.exit())

async function validate({ folder, modulePath, config }: ValidationRequest): Promise<void> {
  const reporter = new AnswersReporter((answer) => send({ kind: 'answer', answer }))
  const vitest = await createVitest('test', {
    root: folder,
    watch: false,
    // One that a plugin adds is never initialised, since nothing is started here: it writes no file.
    reporters: [reporter],
    coverage: { enabled: false },
    cache: false,
    ...noModuleCache,
    ...(config === null ? {} : { config }),
  })
  try {
    const session = sessionIn(vitest)
    const [project] = session?.projects.keys() ?? []
    if (session === null || project === undefined) {
      const problem = { path: 'plugins', expected: 'stress() in the Vitest config', got: 'none' }
      return send({ kind: 'problems', problems: [problem] })
    }
    for (const answer of await answerImports(session)) send({ kind: 'answer', answer })
    const why = modulePath === null ? noModule : await askModule(session, project, modulePath, reporter)
    for (const id of ofModule) send({ kind: 'unanswered', id, why })
  } finally {
    await vitest.close()
  }
}

/** Runs the mock in a sealed process, and the contract in another one. Returns why anything is left unanswered. */
async function askModule(
  session: StressSession,
  project: TestProject,
  modulePath: string,
  reporter: AnswersReporter,
): Promise<string> {
  const folder = mkdtempSync(join(project.config.root, '.vitest-stress-'))
  send({ kind: 'folder', path: folder })
  let restorePools = (): void => {}
  try {
    const files = [
      ['sealed.test.mjs', 'sealed', 'answer-sealed.js', 'answerSealed'],
      ['contract.test.mjs', 'open', 'answer-contract.js', 'answerContract'],
    ].map(([name, strength, from, register]) => {
      const file = join(folder, name!)
      const registrar = fileURLToPath(new URL(`./${from!}`, import.meta.url))
      const root = quote(project.config.root)
      writeFileSync(
        file,
        `// @stress-isolation ${strength}
import { ${register} } from ${quote(registrar)}
${register}(() => import(${quote(modulePath)}), ${root})
`,
      )
      return file
    })
    const specifications = files.map((file) => project.createSpecification(file))
    restorePools = await choosePools(session, specifications)
    await project.vitest.runTestSpecifications(specifications)
  } finally {
    restorePools()
    rmSync(folder, { recursive: true, force: true })
  }
  return reporter.reasons.join('\n') || 'the module was loaded, and nothing came of it'
}

function quote(path: string): string {
  return JSON.stringify(path.replaceAll('\\', '/'))
}
