// Run by `vitest-stress validate-queue`, as a process of its own: a module may be TypeScript and use the project's aliases,
// so it is loaded as the project's tests are.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVitest, type TestProject } from 'vitest/node'
import type { ValidationMessage } from '../conformance/validation-message.ts'
import { ValidationReporter } from './validation-reporter.ts'

interface Request {
  /** Absolute. */
  modulePath: string
  /** As the user wrote it. */
  shownPath: string
  config: string | null
  project: string | null
}

/** Of Vitest 5, where it is on unless turned off; Vitest 4 knows no such option, and its types neither. */
const noModuleCache: object = { fsModuleCache: false }

const sent: Promise<unknown>[] = []
const send = (message: ValidationMessage): void => {
  sent.push(new Promise((resolve) => process.send!(message, resolve)))
}

/** The process group is ended by who started it, with the thread that is blocked. */
const leave = (): void => void Promise.all(sent).then(() => process.exit())

try {
  await validate(JSON.parse(process.argv[2]!) as Request)
} catch (error) {
  const got = error instanceof Error ? error.message : String(error)
  send({ kind: 'problems', problems: [{ path: 'Vitest', expected: 'to start in this project', got }] })
}
leave()

async function validate({ modulePath, shownPath, config, project }: Request): Promise<void> {
  const vitest = await createVitest('test', {
    watch: false,
    // One that a plugin of the user's adds is never initialised, since nothing is started here: it writes no file.
    reporters: [new ValidationReporter(send, leave)],
    coverage: { enabled: false },
    cache: false,
    ...noModuleCache,
    bail: 0,
    sequence: { shuffle: false },
    ...(config === null ? {} : { config }),
    ...(project === null ? {} : { project: [project] }),
  })
  try {
    const chosen = chooseProject(vitest.projects, modulePath)
    const folder = mkdtempSync(join(chosen.config.root, '.vitest-stress-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    send({ kind: 'folder', path: folder })
    const file = join(folder, 'queue.test.mjs')
    writeFileSync(file, textOf(modulePath, shownPath))
    await vitest.runTestSpecifications([chosen.createSpecification(file)])
    rmSync(folder, { recursive: true, force: true })
  } finally {
    await vitest.close()
  }
}

function textOf(modulePath: string, shownPath: string): string {
  const registrar = fileURLToPath(new URL('./validate-queue-module.js', import.meta.url))
  // The queue may be a real one.
  return `// @stress-isolation open
import * as queue from ${quote(modulePath)}
import { validateQueueModule } from ${quote(registrar)}
validateQueueModule(${quote(shownPath)}, queue)
`
}

function quote(path: string): string {
  return JSON.stringify(path.replaceAll('\\', '/'))
}

/** The project that the module lies in: of several, the one with the longest root, and of equals the first. */
function chooseProject(projects: readonly TestProject[], modulePath: string): TestProject {
  const own = projects.filter(({ config }) => !config.browser.enabled)
  const within = own.filter(({ config }) => modulePath.startsWith(config.root + sep))
  const [best] = (within.length > 0 ? within : own).sort(
    (a, b) => b.config.root.length - a.config.root.length,
  )
  if (best === undefined) throw new Error('no project that runs in Node')
  return best
}
