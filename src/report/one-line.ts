/** A text in which a terminal finds nothing but visible characters of one line: names may hold anything. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim()
}
