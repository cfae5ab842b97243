const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// Of one byte each, and none that would end the line.
const value = /^[\t\x20-\x7e\x80-\xff]*$/

/** Whether `text` may stand as the name of a header. */
export const isHeaderName = (text: string): boolean => token.test(text)

/** Whether `text` may stand as the value of a header: a line break would begin another header, or another request. */
export const isHeaderValue = (text: string): boolean => value.test(text)

/** `line` from `from` on, without the blanks at both ends; `trim` would take away more than HTTP calls blank. */
export function trimBlanks(line: string, from: number): string {
  let start = from
  let end = line.length
  while (start < end && isBlank(line.charCodeAt(start))) start++
  while (end > start && isBlank(line.charCodeAt(end - 1))) end--
  return line.slice(start, end)
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09
