import { blankCode } from './blank-code.ts'
import { closingOf } from './closing-of.ts'
import { readFunction, type FunctionText } from './read-function.ts'
import { splitList } from './split-list.ts'

/** What a module exports under one name. */
export interface ModuleExport {
  name: string
  /** `function`: it is written there as one. `other`: surely none that could be awaited. `unknown`: it cannot be told. */
  kind: 'function' | 'other' | 'unknown'
  /** Of a function. */
  function: FunctionText | null
}

export interface ModuleExports {
  exports: ModuleExport[]
  /** There may be more: it passes on whatever another module exports. */
  open: boolean
}

/** What the text of a module exports, as far as a look at its text tells: nothing is run. */
export function readExports(text: string): ModuleExports {
  const code = blankCode(text)
  const found = [...declared(text, code), ...listed(text, code), ...commonJs(text, code)]
  // Overloads: the first is what callers see.
  const unique = found.filter((each, index) => found.findIndex(({ name }) => name === each.name) === index)
  return { exports: unique, open: /^export\s*\*\s*from\b/m.test(code) }
}

function declared(text: string, code: string): ModuleExport[] {
  const functions = /^export\s+(?=(?:async\s+)?function\b\s*(\*?)\s*([\w$]+))/gm
  const values = /^export\s+(?:const|let|var)\s+([\w$]+)/gm
  const others = /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:class|enum|const\s+enum)\s+([\w$]+)/gm
  const defaults = /^export\s+default\s+/gm
  const found: ModuleExport[] = []
  for (const match of code.matchAll(functions))
    found.push(functionAt(text, code, match[2]!, match.index + match[0].length))
  for (const match of code.matchAll(values)) {
    if (match[1] !== 'enum') found.push(valueAt(text, code, match[1]!, match.index + match[0].length))
  }
  for (const match of code.matchAll(others)) found.push({ name: match[1]!, kind: 'other', function: null })
  for (const match of code.matchAll(defaults)) {
    const at = match.index + match[0].length
    const name = /^([A-Za-z_$][\w$]*)\s*(?:;|$)/m.exec(code.slice(at))?.[1]
    const local = name === undefined ? expressionAt(text, code, 'default', at) : localOf(text, code, name)
    found.push({ ...local, name: 'default' })
  }
  return found
}

function listed(text: string, code: string): ModuleExport[] {
  return [...code.matchAll(/^export\s*(?=\{)/gm)].flatMap((match) => {
    const open = match.index + match[0].length
    const close = closingOf(code, open)
    if (close < 0) return []
    const from = /^\s*from\b/.test(code.slice(close + 1))
    return splitList(code, { start: open + 1, end: close }).flatMap((part): ModuleExport[] => {
      const names = /^(?!type\s)([\w$]+)(?:\s+as\s+([\w$]+))?$/.exec(code.slice(part.start, part.end))
      if (!names) return []
      const name = names[2] ?? names[1]!
      return [from ? { name, kind: 'unknown', function: null } : { ...localOf(text, code, names[1]!), name }]
    })
  })
}

function commonJs(text: string, code: string): ModuleExport[] {
  const found = [...code.matchAll(/^(?:module\.)?exports\.([\w$]+)\s*=(?!=)/gm)].map((match) => {
    const at = match.index + match[0].length
    return { ...expressionOrLocal(text, code, at), name: match[1]! }
  })
  const whole = /^module\.exports\s*=\s*(?=\{)/m.exec(code)
  if (!whole) return found
  const open = whole.index + whole[0].length
  const parts = splitList(code, { start: open + 1, end: closingOf(code, open) })
  return [
    ...found,
    ...parts.flatMap(({ start, end }): ModuleExport[] => {
      const part = /^([\w$]+)\s*(:?)\s*/.exec(code.slice(start, end))
      if (!part) return []
      const at = part[2] === ':' ? start + part[0].length : start
      return [{ ...expressionOrLocal(text, code, at), name: part[1]! }]
    }),
  ]
}

function expressionOrLocal(text: string, code: string, at: number): ModuleExport {
  const name = /^\s*([A-Za-z_$][\w$]*)\s*(?:[;,}]|$)/m.exec(code.slice(at))?.[1]
  return name === undefined ? expressionAt(text, code, '', at) : localOf(text, code, name)
}

/** What a name stands for that is exported elsewhere in the module. */
function localOf(text: string, code: string, name: string): ModuleExport {
  const escaped = name.replaceAll('$', '\\$')
  const declaration = new RegExp(`^(?=(?:async\\s+)?function\\b\\s*\\*?\\s*${escaped}\\s*[(<])`, 'm').exec(
    code,
  )
  if (declaration) return functionAt(text, code, name, declaration.index)
  const value = new RegExp(`^(?:const|let|var)\\s+${escaped}(?![\\w$])`, 'm').exec(code)
  if (value) return valueAt(text, code, name, value.index + value[0].length)
  const isClass = new RegExp(`^class\\s+${escaped}(?![\\w$])`, 'm').test(code)
  return { name, kind: isClass ? 'other' : 'unknown', function: null }
}

/** A variable: its value follows the `=` that is not part of an arrow in its type. */
function valueAt(text: string, code: string, name: string, at: number): ModuleExport {
  const assigned = /^[^=\n]*(?:=>[^=\n]*)*=(?![>=])/.exec(code.slice(at))
  if (!assigned) return { name, kind: 'unknown', function: null }
  return expressionAt(text, code, name, at + assigned[0].length)
}

function functionAt(text: string, code: string, name: string, at: number): ModuleExport {
  const read = readFunction(text, code, at)
  return { name, kind: read ? 'function' : 'other', function: read }
}

function expressionAt(text: string, code: string, name: string, at: number): ModuleExport {
  const read = readFunction(text, code, at)
  if (read) return { name, kind: 'function', function: read }
  const none = /^\s*(?:['"`[\d{]|true\b|false\b|null\b|(?:async\s+)?function\b|(?:abstract\s+)?class\b|new\b)/
  return { name, kind: none.test(code.slice(at)) ? 'other' : 'unknown', function: null }
}
