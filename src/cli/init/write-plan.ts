import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Output } from '../command.ts'
import { editConfig, type Inspect } from './edit-config.ts'
import { linesByHand } from './lines-by-hand.ts'
import { installCommand } from './missing-packages.ts'
import { runners } from './package-manager.ts'
import type { ConfigPlan } from './plan-config.ts'
import type { Edit } from './plan-files.ts'
import type { ScenarioPlan } from './plan-scenario.ts'
import type { Project } from './read-project.ts'

export interface InitPlan {
  project: Project
  config: ConfigPlan
  /** Whether an existing config is edited, where it can be. */
  editConfig: boolean
  scenario: ScenarioPlan
  script: Edit | null
  ignored: Edit | 'missing' | null
  hint: string | null
  dryRun: boolean
}

/** Does what was planned, tells each thing as it is done, and ends with the command to run. Returns the exit code. */
export async function writePlan(
  plan: InitPlan,
  tools: { output: Output; inspect: Inspect },
): Promise<number> {
  const { project, scenario, script, ignored, dryRun } = plan
  const writer = new Writer(project.root, dryRun, tools.output)
  const toDo = await writeConfig(plan, writer, tools.inspect)
  if (scenario.text === null) writer.tell('there', scenario.path, 'left as it is')
  else writer.create(scenario.path, scenario.text, scenario.note)
  for (const edit of [script, ignored]) {
    if (edit !== null && edit !== 'missing') writer.edit(edit)
  }
  const install = installCommand(project)
  if (install !== null) toDo.unshift(`Install what is missing:\n\n    ${install}`)
  const isStuck = writer.changes === 0 && toDo.length > 0
  // Good to know, but nothing that keeps the scenario from running.
  if (ignored === 'missing')
    toDo.push('Each run leaves its metrics in logs/: keep that out of version control.')
  const { output } = tools
  if (toDo.length > 0) output.out(`\nLeft for you:\n\n${toDo.map((each) => `  ${each}\n`).join('\n')}`)
  output.out(`\nThen run it:\n\n    ${runners[project.packageManager]} vitest run ${scenario.path}\n`)
  if (plan.hint !== null) output.out(`\n${plan.hint}\n`)
  return isStuck ? 1 : 0
}

/** Returns what is left to be done by hand. */
async function writeConfig(
  { project, config, ...plan }: InitPlan,
  writer: Writer,
  inspect: Inspect,
): Promise<string[]> {
  const { root } = project
  const { path } = config
  if (config.kind === 'there') {
    writer.tell('there', path, 'has the plugin')
    return []
  }
  if (config.kind === 'new') {
    const note = config.above === null ? null : `Vitest used ${config.above} here until now`
    writer.create(path, config.text, note)
    return []
  }
  if (config.kind === 'broken')
    return [`Repair ${path}, which cannot be loaded: ${config.why.split('\n')[0]}`]
  if (config.kind === 'by-hand') return [linesByHand(root, path, config.why)]
  if (!plan.editConfig) return [linesByHand(root, path, 'or let `vitest-stress init --edit-config` do it')]
  if (plan.dryRun) {
    writer.edit({ path, text: config.text, what: 'the plugin' })
    return []
  }
  const wrong = await editConfig({ root, config: path, text: config.text, plugins: config.plugins }, inspect)
  if (wrong !== null)
    return [linesByHand(root, path, `it was tried, and taken back: ${wrong.split('\n')[0]}`)]
  writer.edited(path, 'the plugin')
  return []
}

/** Writes files of a project, or only says so, and counts them. */
class Writer {
  changes = 0
  readonly #root: string
  readonly #dryRun: boolean
  readonly #output: Output

  constructor(root: string, dryRun: boolean, output: Output) {
    this.#root = root
    this.#dryRun = dryRun
    this.#output = output
  }

  tell(what: string, path: string, note: string | null): void {
    this.#output.out(`${what.padEnd(13)} ${path}${note === null ? '' : `  (${note})`}\n`)
  }

  /** Throws where the file is there by now: nothing is overwritten. */
  create(path: string, text: string, note: string | null): void {
    if (!this.#dryRun) {
      mkdirSync(dirname(join(this.#root, path)), { recursive: true })
      writeFileSync(join(this.#root, path), text, { flag: 'wx' })
    }
    this.changes++
    this.tell(this.#dryRun ? 'would write' : 'wrote', path, note)
    if (this.#dryRun) this.#output.out(`\n${text.replaceAll(/^(?=.)/gm, '    ')}\n`)
  }

  edit({ path, text, what }: Edit): void {
    if (!this.#dryRun) writeFileSync(join(this.#root, path), text)
    this.edited(path, what)
  }

  edited(path: string, what: string): void {
    this.changes++
    this.tell(this.#dryRun ? 'would change' : 'changed', path, what)
  }
}
