const pairs: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/** Where the bracket that opens at `open` is closed, in blanked code; -1 where it is not, or brackets are crossed. */
export function closingOf(code: string, open: number): number {
  const angles = code[open] === '<'
  const expected: string[] = []
  for (let at = open; at < code.length; at++) {
    const char = code[at]!
    if (char === '<' && !angles) continue
    if (char in pairs) expected.push(pairs[char]!)
    else if (char === '>' && (!angles || code[at - 1] === '=')) continue
    else if (')]}>'.includes(char)) {
      if (expected.pop() !== char) return -1
      if (expected.length === 0) return at
    }
  }
  return -1
}
