import { closingOf } from './closing-of.ts'
import type { Span } from './split-list.ts'

const wrapper =
  /^\s*(?:defineConfig\s*(?:<[\w\s,.]*>)?\s*\(|(?:async\s*)?\(\s*(?:\{[\w\s,:$]*\}|[\w$]*)\s*(?::\s*[\w$]+\s*)?\)\s*=>|\()/
const block = /^\s*\{\s*return\s*(?=[({])/

/**
 * The object of the config in blanked code, brackets included, where the file has one of the well-known forms:
 * `export default { }`, `defineConfig({ })`, a function that does nothing but return the object, a `const` that is
 * exported. null for everything else.
 */
export function findConfigObject(code: string): Span | null {
  const exported = [...code.matchAll(/^export\s+default\b/gm)]
  if (exported.length !== 1) return null
  const at = exported[0]!.index + exported[0]![0].length
  const name = /^\s*([\w$]+)(?:\s+satisfies\s+[\w$]+)?\s*(?:;|$)/.exec(code.slice(at).trimEnd())?.[1]
  const start = name === undefined ? at : valueOf(code, name)
  return start === null ? null : unwrap(code, start)
}

/** Where the value of a variable begins that is set once, and not touched later. */
function valueOf(code: string, name: string): number | null {
  const escaped = name.replaceAll('$', '\\$')
  const found = [...code.matchAll(new RegExp(`^const\\s+${escaped}\\s*(?::\\s*[\\w$]+\\s*)?=`, 'gm'))]
  const uses = [...code.matchAll(new RegExp(`(?<![\\w$.])${escaped}(?![\\w$])`, 'g'))]
  if (found.length !== 1 || uses.length !== 2) return null
  return found[0]!.index + found[0]![0].length
}

function unwrap(code: string, from: number): Span | null {
  let at = from
  for (;;) {
    at += /^\s*/.exec(code.slice(at))![0].length
    const rest = code.slice(at)
    const wrapped = wrapper.exec(rest)
    const returned = wrapped ? null : block.exec(rest)
    const layer = wrapped ?? returned
    if (!layer) break
    // The block of a function is one of the layers only after its arrow.
    if (returned && !code.slice(0, at).trimEnd().endsWith('=>')) break
    at += layer[0].length
  }
  // After an arrow it is a block, and no object.
  if (code[at] !== '{' || code.slice(0, at).trimEnd().endsWith('=>')) return null
  const end = closingOf(code, at)
  // What follows may close the layers, and say what type it is; anything else would be more than the object.
  const rest = code.slice(end + 1).split(/\n(?=\S)/)[0]!
  const closes = /^[\s)};,]*(?:(?:satisfies|as)\s+[\w$]+[\s)};]*)?$/.test(rest)
  return end < 0 || !closes ? null : { start: at, end: end + 1 }
}
