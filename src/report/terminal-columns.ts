/**
 * Columns that a text takes in a terminal, at most: whatever is beyond the Latin letters counts twice, since how wide a
 * terminal draws it differs. Never less than its length in UTF-16 units.
 */
export function terminalColumns(text: string): number {
  let columns = 0
  for (const character of text) columns += character.codePointAt(0)! < 0x300 ? 1 : 2
  return columns
}
