import { splitList, type Span } from './split-list.ts'

/** A parameter, as its text says it. */
export interface Parameter {
  /** As it is written: a name, or a pattern. */
  name: string
  /** null: none is written. */
  type: string | null
  /** A call may leave it out. */
  optional: boolean
}

/** The parameters between two brackets; `code` is `text`, blanked. */
export function readParameters(text: string, code: string, span: Span): Parameter[] {
  return splitList(code, span)
    .map((part) => readParameter(text, code, part))
    .filter(({ name }) => name !== 'this')
}

function readParameter(text: string, code: string, { start, end }: Span): Parameter {
  const piece = code.slice(start, end)
  const assigned = topLevel(piece, '=')
  const typed = topLevel(piece.slice(0, assigned < 0 ? undefined : assigned), ':')
  const nameEnd = [typed, assigned].find((at) => at >= 0) ?? piece.length
  const name = text.slice(start, start + nameEnd).trim()
  const type = typed < 0 ? null : text.slice(start + typed + 1, assigned < 0 ? end : start + assigned).trim()
  const optional = assigned >= 0 || name.endsWith('?') || name.startsWith('...')
  return { name: name.replace(/\?$/, '').trim(), type, optional }
}

/** Where a character first stands in no brackets, and is not part of an arrow. */
function topLevel(piece: string, wanted: string): number {
  let depth = 0
  for (let at = 0; at < piece.length; at++) {
    const char = piece[at]!
    if (char === '=' && piece[at + 1] === '>') at++
    else if (char === wanted && depth === 0) return at
    else if ('([{<'.includes(char)) depth++
    else if (')]}>'.includes(char)) depth--
  }
  return -1
}
