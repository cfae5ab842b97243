/** What a slash is divided by stands before it, else it begins a regular expression. */
const endsOperand = /[\w$)\]'"`]$/
const keyword = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|await|yield|throw|new|delete)$/

/**
 * The same text with the insides of comments, strings, templates and regular expressions blanked, place for place: what
 * is left can be searched as code. Line ends and quotes stay.
 */
export function blankCode(text: string): string {
  const out = text.split('')
  let at = 0
  let seen = ''
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to && i < out.length; i++) if (out[i] !== '\n' && out[i] !== '\r') out[i] = ' '
  }
  while (at < text.length) {
    const char = text[at]!
    const end = endOfSkipped(text, at, seen)
    if (end === null) {
      if (/\S/.test(char)) seen = (seen + char).slice(-12)
      else if (!seen.endsWith(' ')) seen += ' '
      at++
      continue
    }
    const isComment = text.startsWith('//', at) || text.startsWith('/*', at)
    blank(isComment ? at : at + 1, isComment ? end : end - 1)
    if (!isComment) seen = '"'
    at = end
  }
  return out.join('')
}

/** Where what begins here and is no code ends; null where it is code. */
function endOfSkipped(text: string, at: number, seen: string): number | null {
  const char = text[at]!
  if (text.startsWith('//', at)) return lineEnd(text, at)
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2)
    return end < 0 ? text.length : end + 2
  }
  if (char === "'" || char === '"') return endOfQuoted(text, at, char)
  if (char === '`') return endOfTemplate(text, at)
  const before = seen.trimEnd()
  if (char === '/' && (!endsOperand.test(before) || keyword.test(before))) return endOfPattern(text, at)
  return null
}

function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote || text[at] === '\n') return at + 1
  }
  return text.length
}

/** With the expressions in it, which may hold templates of their own. */
function endOfTemplate(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '`') return at + 1
    else if (text.startsWith('${', at)) at = endOfExpression(text, at + 2)
  }
  return text.length
}

function endOfExpression(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    const char = text[at]!
    if (char === '`') at = endOfTemplate(text, at) - 1
    else if (char === "'" || char === '"') at = endOfQuoted(text, at, char) - 1
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at
  }
  return text.length
}

function endOfPattern(text: string, from: number): number | null {
  let inClass = false
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at]
    if (char === '\n') return null
    if (char === '\\') at++
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if (char === '/' && !inClass) return at + 1
  }
  return null
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
