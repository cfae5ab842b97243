const parts: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
}

/** A pattern as an expression: `*` is anything but a slash, `**` anything, `?` one character, `{a,b}` either. */
export function globPattern(pattern: string): RegExp {
  const text = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\{}]/g, (found) => {
    if (found.length > 1 && found.startsWith('{')) return `(?:${alternatives(found.slice(1, -1))})`
    return parts[found] ?? `\\${found}`
  })
  return new RegExp(`^${text}$`)
}

function alternatives(list: string): string {
  return list
    .split(',')
    .map((each) => globPattern(each).source.slice(1, -1))
    .join('|')
}

export function isGlob(pattern: string): boolean {
  return /[*?{]/.test(pattern)
}
