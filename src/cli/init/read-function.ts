import { closingOf } from './closing-of.ts'
import { readParameters, type Parameter } from './read-parameters.ts'

/** A function, as its text says it. */
export interface FunctionText {
  async: boolean
  parameters: Parameter[]
}

/** The function that begins at `at`, declared or an arrow; null where it is something else, or a generator. */
export function readFunction(text: string, code: string, at: number): FunctionText | null {
  const rest = code.slice(at)
  const declared = /^\s*(async\s+)?function\b\s*(\*?)\s*[\w$]*\s*/.exec(rest)
  if (declared) {
    if (declared[2] === '*') return null
    const open = skipTypeParameters(code, at + declared[0].length)
    return code[open] === '(' ? withParameters(text, code, open, Boolean(declared[1])) : null
  }
  const single = /^\s*(async\s+)?([\w$]+)\s*=>/.exec(rest)
  if (single) {
    const parameter = { name: single[2]!, type: null, optional: false }
    return { async: Boolean(single[1]), parameters: [parameter] }
  }
  const arrow = /^\s*(async\b)?\s*(?=[(<])/.exec(rest)
  if (!arrow) return null
  const open = skipTypeParameters(code, at + arrow[0].length)
  if (code[open] !== '(') return null
  const close = closingOf(code, open)
  if (close < 0 || !/^\s*(=>|:[^=;]*(=>[^=;]*)*=>)/.test(code.slice(close + 1))) return null
  return withParameters(text, code, open, Boolean(arrow[1]))
}

function withParameters(text: string, code: string, open: number, async: boolean): FunctionText | null {
  const close = closingOf(code, open)
  if (close < 0) return null
  return { async, parameters: readParameters(text, code, { start: open + 1, end: close }) }
}

function skipTypeParameters(code: string, at: number): number {
  if (code[at] !== '<') return at
  const end = closingOf(code, at)
  return end < 0 ? at : end + 1 + /^\s*/.exec(code.slice(end + 1))![0].length
}
