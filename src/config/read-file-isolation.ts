import type { Problem } from '../foundation/problem.ts'
import { check, type Checked } from '../foundation/schema.ts'
import { isolationSchema, type IsolationSettings } from './isolation-schema.ts'

const beforeCode = /^(?:#![^\n]*)?(?:\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/))*/
const says = /@stress-isolation(-allow|-forbid)?[ \t]+([^\n]*)/g

/**
 * What a stress file says of its own isolation, in a comment at its top, in place of what the plugin says:
 * `@stress-isolation fenced`, `@stress-isolation-allow {"hosts":["localhost:5432"]}`. null: nothing.
 */
export function readFileIsolation(
  source: string,
  ofPlugin: IsolationSettings,
): Checked<IsolationSettings> | null {
  const comments = beforeCode.exec(source)?.[0] ?? ''
  const said = new Map<string, unknown>()
  const problems: Problem[] = []
  for (const [, part = '', rest = ''] of comments.matchAll(says)) {
    const value = rest.replace(/\*\/.*$/, '').trim()
    if (part === '') said.set('strength', value)
    else
      try {
        said.set(part.slice(1), JSON.parse(value))
      } catch {
        problems.push({ path: `@stress-isolation${part}`, expected: 'JSON, on one line', got: value })
      }
  }
  if (said.size === 0 && problems.length === 0) return null
  const checked = check(isolationSchema, { ...ofPlugin, ...Object.fromEntries(said) }, '@stress-isolation')
  if (!checked.ok) problems.push(...checked.problems)
  return checked.ok && problems.length === 0 ? checked : { ok: false, problems }
}
