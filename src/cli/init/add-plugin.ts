import { blankCode } from './blank-code.ts'
import { addImport } from './add-import.ts'
import { closingOf } from './closing-of.ts'
import { findConfigObject } from './find-config-object.ts'
import { splitList, type Span } from './split-list.ts'

const byteOrderMark = '\uFEFF'

/**
 * The text of a config with the plugin added to it; null where its form is none of the well-known ones, so that a person
 * has to look at it.
 */
export function addPlugin(text: string): string | null {
  if (text.startsWith(byteOrderMark)) {
    const edited = addPlugin(text.slice(1))
    return edited === null ? null : byteOrderMark + edited
  }
  const code = blankCode(text)
  const taken = /(?<![\w$.])stress(?![\w$])/.test(code) || text.includes('vitest-stress')
  if (taken || /^(?:module\.)?exports\b/m.test(code)) return null
  const object = findConfigObject(code)
  if (!object) return null
  const edited = addToObject(text, code, object)
  return edited === null ? null : addImport(edited)
}

function addToObject(text: string, code: string, object: Span): string | null {
  const inside = { start: object.start + 1, end: object.end - 1 }
  const parts = splitList(code, inside)
  const keyOf = ({ start, end }: Span): string =>
    /^['"]?([\w$]+)['"]?/.exec(text.slice(start, end))?.[1] ?? code.slice(start, start + 3)
  const plugins = parts.filter((part) => keyOf(part) === 'plugins')
  if (plugins.length > 1) return null
  if (plugins.length === 1) return addToList(text, code, plugins[0]!)
  // What is spread in may have plugins, which a list of our own would replace.
  if (parts.some((part) => !/^['"\w$]/.test(code.slice(part.start, part.end)))) return null
  return addProperty(text, object, parts[0])
}

function addToList(text: string, code: string, { start, end }: Span): string | null {
  const value = /^['"]?plugins['"]?\s*:\s*(?=\[)/.exec(text.slice(start, end))
  if (!value) return null
  const open = start + value[0].length
  const close = closingOf(code, open)
  if (close < 0 || code.slice(close + 1, end).trim() !== '') return null
  const items = splitList(code, { start: open + 1, end: close })
  const last = items.at(-1)
  if (!last) return `${text.slice(0, open)}[stress()]${text.slice(close + 1)}`
  const comma = code.slice(last.end, close).includes(',')
  const at = comma ? code.indexOf(',', last.end) + 1 : last.end
  const ownLines = text.slice(open + 1, last.start).includes('\n')
  const gap = ownLines ? `${eolOf(text)}${indentAt(text, last.start)}` : ' '
  return `${text.slice(0, at)}${comma ? '' : ','}${gap}stress()${comma ? ',' : ''}${text.slice(at)}`
}

/** As the first property, where it is read first. */
function addProperty(text: string, { start, end }: Span, first: Span | undefined): string {
  const after = text.slice(start + 1)
  if (!first) {
    const inside = text.slice(start + 1, end - 1)
    const eol = eolOf(text)
    return inside.trim() === ''
      ? `${text.slice(0, start)}{ plugins: [stress()] }${text.slice(end)}`
      : `${text.slice(0, start)}{${eol}${indentAt(text, start)}  plugins: [stress()],${after}`
  }
  const ownLines = text.slice(start, first.start).includes('\n')
  const gap = ownLines ? `${eolOf(text)}${indentAt(text, first.start)}` : ' '
  return `${text.slice(0, start + 1)}${gap}plugins: [stress()],${after}`
}

function indentAt(text: string, at: number): string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  return /^[ \t]*/.exec(text.slice(lineStart, at))![0]
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
