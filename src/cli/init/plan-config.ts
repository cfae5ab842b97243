import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { addPlugin } from './add-plugin.ts'
import { configName, configText } from './config-text.ts'
import type { Inspect } from './edit-config.ts'
import { configNames, type Project } from './read-project.ts'

/** What is to be done about the config. */
export type ConfigPlan =
  /** There is none. `above`: the one of a folder further up, which Vitest has taken until now. */
  | { kind: 'new'; path: string; text: string; above: string | null }
  | { kind: 'there'; path: string }
  /** It can be edited; `plugins` are the names of those in it. */
  | { kind: 'edit'; path: string; text: string; plugins: string[] }
  | { kind: 'by-hand'; path: string; why: string }
  /** It names the plugin, and cannot be loaded. */
  | { kind: 'broken'; path: string; why: string }

export async function planConfig(project: Project, inspect: Inspect): Promise<ConfigPlan> {
  const { root, config: path } = project
  if (path === null) {
    return { kind: 'new', path: configName(project), text: configText, above: configAbove(root) }
  }
  const text = readFileSync(join(root, path), 'utf8')
  const isNamed = text.includes('vitest-stress/plugin')
  if (project.vitest === null || project.vitestStress === null) {
    if (isNamed) return { kind: 'there', path }
    return { kind: 'by-hand', path, why: 'until both packages are installed, an edit could not be tried out' }
  }
  const inspected = await inspect(root, path)
  if (!inspected.ok) {
    if (isNamed) return { kind: 'broken', path, why: inspected.error }
    return { kind: 'by-hand', path, why: `it cannot be loaded as it is: ${inspected.error.split('\n')[0]}` }
  }
  const { plugins } = inspected
  if (plugins.includes('vitest-stress')) return { kind: 'there', path }
  const edited = addPlugin(text)
  return edited === null
    ? { kind: 'by-hand', path, why: 'its form is none that is edited safely' }
    : { kind: 'edit', path, text: edited, plugins }
}

function configAbove(root: string): string | null {
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    const name = configNames.find((each) => existsSync(join(folder, each)))
    if (name !== undefined) return relative(root, join(folder, name)).replaceAll('\\', '/')
    if (dirname(folder) === folder) return null
  }
}
