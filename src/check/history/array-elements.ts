/** One element of a JSON array as it stands in the text, and the line on which it starts. */
export interface ArrayElement {
  text: string
  line: number
}

/**
 * Takes a JSON array apart without parsing its elements, so that each problem in it has a line. Returns null as the last
 * element where the array is not closed, or something follows it.
 */
export function* arrayElements(text: string): Generator<ArrayElement | null> {
  let depth = 0
  let start = -1
  let line = 1
  let startLine = 1
  let inString = false
  let afterComma = false
  let closed = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '\n') line++
    if (char <= ' ') continue
    if (closed) {
      yield null
      return
    }
    const closes = char === ']' || char === '}'
    if (depth === 1 && start < 0 && !closes) [start, startLine] = [i, line]
    if (inString) {
      if (char === '\\') i++
      else if (char === '"') inString = false
      continue
    }
    if (char === '"') inString = true
    if (char === '[' || char === '{') depth++
    if (closes) depth--
    if (depth > 1 || (depth === 1 && char !== ',')) continue
    // An empty array has no element, but after a comma there must be one.
    if (start >= 0) yield { text: text.slice(start, i), line: startLine }
    else if (afterComma) yield { text: '', line }
    afterComma = char === ','
    start = -1
    closed = depth === 0
  }
  if (!closed) yield null
}
