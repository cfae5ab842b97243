import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pluginImport } from './add-import.ts'

/** The two lines that a person adds to a config, and why it is left to them. */
export function linesByHand(root: string, config: string, why: string): string {
  const text = readFileSync(join(root, config), 'utf8')
  const commonJs = /\bmodule\.exports\b/.test(text)
  const line = commonJs ? `const { stress } = require('vitest-stress/plugin')` : pluginImport
  return `Add the plugin to ${config} (${why}):\n\n    ${line}\n\n    plugins: [stress()],  // beside those that are there`
}
