import { blankCode } from './blank-code.ts'
import { closingOf } from './closing-of.ts'
import type { Parameter } from './read-parameters.ts'
import { splitList } from './split-list.ts'

const plain: Record<string, string> = {
  boolean: 'true',
  bigint: '1n',
  Date: 'new Date(0)',
  AbortSignal: 'new AbortController().signal',
  null: 'null',
  undefined: 'undefined',
  any: '{}',
  unknown: '{}',
  object: '{}',
}

/** Types within types are followed this far; a type may hold itself. */
const maxDepth = 4

/**
 * The text of a value for a parameter, made up from its name and type; `module` is the text that it stands in, where
 * types it names may be found. What cannot be made up is `{} as never`, which passes for anything.
 */
export function sampleValue({ name, type, optional }: Parameter, index: number, module: string): string {
  // One that may be left out, before one that may not.
  if (optional) return 'undefined'
  if (type !== null) return sampleOf(type, name, index, module, maxDepth)
  if (!name.startsWith('{')) return '{}'
  const code = blankCode(name)
  const fields = splitList(code, { start: 1, end: closingOf(code, 0) }).flatMap(({ start, end }) => {
    const field = /^([\w$]+)\s*(?::[^=]*)?$/.exec(code.slice(start, end))?.[1]
    return field === undefined ? [] : [`${field}: '${field}-${index}'`]
  })
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function sampleOf(type: string, name: string, index: number, module: string, depth: number): string {
  const written = type
    .trim()
    .replace(/^\|/, '')
    .replace(/^readonly\s+/, '')
    .trim()
  const code = blankCode(written)
  const unions = splitList(code, { start: 0, end: code.length }, '|').map(({ start, end }) =>
    written.slice(start, end),
  )
  if (unions.length > 1) {
    const chosen = unions.find((each) => each !== 'undefined' && each !== 'null') ?? unions[0]!
    return sampleOf(chosen, name, index, module, depth)
  }
  if (written === 'string') return `'${name.replace(/\W/g, '')}-${index}'`
  if (written === 'number') return String(index)
  if (Object.hasOwn(plain, written)) return plain[written]!
  if (/^(['"]).*\1$|^-?\d[\d_.]*n?$|^true$|^false$/.test(written)) return written
  if (written.endsWith('[]') || /^(Readonly)?Array</.test(written)) return '[]'
  if (/^(Record|Partial)</.test(written)) return '{}'
  const collection = /^(?:Readonly)?(Map|Set)</.exec(written)
  if (collection) return `new ${collection[1]}()`
  const body = written.startsWith('{') ? written : bodyOf(written, module)
  return (body !== null && depth > 0 ? objectOf(body, index, module, depth - 1) : null) ?? '{} as never'
}

/** `{ ... }` of an interface or a type of that name in the module; null where there is none, or it extends others. */
function bodyOf(name: string, module: string): string | null {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return null
  const code = blankCode(module)
  const escaped = name.replaceAll('$', '\\$')
  const found = new RegExp(
    `^(?:export\\s+)?(?:interface\\s+${escaped}\\s*|type\\s+${escaped}\\s*=\\s*)(?=\\{)`,
    'm',
  ).exec(code)
  if (!found) return null
  const open = found.index + found[0].length
  const close = closingOf(code, open)
  return close < 0 || /^\s*[&|[]/.test(code.slice(close + 1)) ? null : module.slice(open, close + 1)
}

/** null where a field is none that could be made up: a method, an index, a mapped type. */
function objectOf(body: string, index: number, module: string, depth: number): string | null {
  const code = blankCode(body)
  const close = closingOf(code, 0)
  if (close !== code.length - 1) return null
  const fields: string[] = []
  for (const { start, end } of splitList(code, { start: 1, end: close }, ';,\n')) {
    const field = /^(?:readonly\s+)?([\w$]+)(\??)\s*:\s*(?=\S)/.exec(code.slice(start, end))
    if (!field) return null
    if (field[2] === '?') continue
    const type = body.slice(start + field[0].length, end)
    fields.push(`${field[1]}: ${sampleOf(type, field[1]!, index, module, depth)}`)
  }
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
