import { nearestName, type Problem } from '../foundation/problem.ts'
import { check, type Checked } from '../foundation/schema.ts'
import { isolationSchema, type IsolationSettings } from './isolation-schema.ts'

const beforeCode = /^(?:#![^\n]*)?(?:\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/))*/
const says = /@stress-isolation([\w-]*)([^\n]*)/g
/** A comment that would be one, had it stood at the top. */
const saysTooLate = /^[ \t]*(?:\/\/|\/?\*+)[ \t]*@stress-isolation\b/m
const parts: Record<string, string> = { '': 'strength', '-allow': 'allow', '-enforce': 'enforce' }

/**
 * What a stress file says of its own isolation, in a comment at its top, in place of what the plugin says:
 * `@stress-isolation fenced`, `@stress-isolation-allow {"hosts":["localhost:5432"]}`, `@stress-isolation-enforce false`.
 * null: nothing.
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
    const path = `@stress-isolation${part}`
    const name = parts[part]
    if (name === undefined) problems.push(unknownPart(part))
    else if (said.has(name))
      problems.push({ path, expected: 'one of these in a file', got: `another one, ${value}` })
    else if (name === 'strength') said.set(name, value)
    else
      said.set(
        name,
        parseJson(value, name === 'enforce' ? 'true or false' : 'JSON, on one line', (problem) =>
          problems.push({ path, ...problem }),
        ),
      )
  }
  if (said.get('enforce') === true && !ofPlugin.enforce)
    problems.push({
      path: '@stress-isolation-enforce',
      expected: 'false, as the plugin says for all files',
      got: 'true',
    })
  if (saysTooLate.test(source.slice(comments.length)))
    problems.push({
      path: '@stress-isolation',
      expected: 'before the first line of code',
      got: 'it after that',
    })
  if (said.size === 0 && problems.length === 0) return null
  const checked = check(isolationSchema, { ...ofPlugin, ...Object.fromEntries(said) }, '@stress-isolation')
  if (!checked.ok) problems.push(...checked.problems)
  return checked.ok && problems.length === 0 ? checked : { ok: false, problems }
}

function unknownPart(part: string): Problem {
  const names = Object.keys(parts).map((each) => `@stress-isolation${each}`)
  const nearest = nearestName(part, Object.keys(parts).slice(1))
  return {
    path: `@stress-isolation${part}`,
    expected: `one of ${names.join(', ')}`,
    got: `@stress-isolation${part}`,
    ...(nearest === undefined ? {} : { nearest: `@stress-isolation${nearest}` }),
  }
}

function parseJson(
  text: string,
  expected: string,
  tell: (problem: { expected: string; got: string }) => void,
): unknown {
  try {
    return JSON.parse(text)
  } catch {
    tell({ expected, got: text })
    return undefined
  }
}
