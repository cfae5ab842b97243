import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addScript, stressScript } from './add-script.ts'
import { ignoreLogs } from './ignore-logs.ts'
import type { Project } from './read-project.ts'

/** A file that is there and gets another text. */
export interface Edit {
  path: string
  text: string
  what: string
}

/** The script, unless there is one of that name. */
export function planScript({ manifest, manifestText }: Project): Edit | null {
  if (manifest.scripts !== undefined && Object.hasOwn(manifest.scripts, 'stress')) return null
  return { path: 'package.json', text: addScript(manifestText), what: `"stress": "${stressScript}"` }
}

/** The folder of the metrics files, kept out of version control; `missing`: there is no file that says what is. */
export function planIgnored({ root }: Project): Edit | 'missing' | null {
  const path = join(root, '.gitignore')
  if (!existsSync(path)) return 'missing'
  const before = readFileSync(path, 'utf8')
  const text = ignoreLogs(before)
  return text === before ? null : { path: '.gitignore', text, what: 'logs/' }
}
