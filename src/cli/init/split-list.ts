/** A stretch of a text; `end` is the first place behind it. */
export interface Span {
  start: number
  end: number
}

/** The parts of a list between two places of blanked code, split at `separators` that stand in no brackets; no empty parts. */
export function splitList(code: string, { start, end }: Span, separators = ','): Span[] {
  const parts: Span[] = []
  let [depth, from] = [0, start]
  for (let at = start; at <= end; at++) {
    const char = at === end ? separators[0]! : code[at]!
    if ('([{<'.includes(char)) depth++
    else if (')]}'.includes(char) || (char === '>' && code[at - 1] !== '=')) depth--
    else if (separators.includes(char) && (depth === 0 || at === end)) {
      if (code.slice(from, at).trim() !== '') parts.push(trimmed(code, { start: from, end: at }))
      from = at + 1
    }
  }
  return parts
}

function trimmed(code: string, { start, end }: Span): Span {
  const text = code.slice(start, end)
  return {
    start: start + (text.length - text.trimStart().length),
    end: end - (text.length - text.trimEnd().length),
  }
}
