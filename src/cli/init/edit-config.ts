import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InspectedConfig } from '../../model/inspected-config.ts'

/** Loads the config of that name; a test passes its own. */
export type Inspect = (root: string, config: string) => Promise<InspectedConfig>

export interface ConfigEdit {
  root: string
  config: string
  /** What is to be in it now. */
  text: string
  /** The names of the plugins it had. */
  plugins: readonly string[]
}

/**
 * Writes a config and loads it: it must have the plugins it had, and `vitest-stress`. Where it has not, it is written back
 * as it was. Returns null, or what was wrong.
 */
export async function editConfig(edit: ConfigEdit, inspect: Inspect): Promise<string | null> {
  const { root, config, text, plugins } = edit
  const path = join(root, config)
  const before = readFileSync(path)
  writeFileSync(path, text)
  let wrong: string | null = 'it could not be loaded'
  try {
    wrong = problemOf(await inspect(root, config), plugins)
  } finally {
    if (wrong !== null) writeFileSync(path, before)
  }
  return wrong
}

function problemOf(inspected: InspectedConfig, before: readonly string[]): string | null {
  if (!inspected.ok) return inspected.error
  if (!inspected.plugins.includes('vitest-stress')) return 'the plugin was not among its plugins'
  const lost = before.filter((name) => !inspected.plugins.includes(name))
  return lost.length === 0 ? null : `it had lost the plugins ${lost.join(', ')}`
}
