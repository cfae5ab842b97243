/** The text of a .gitignore with the folder of the metrics files; the same text where it is in there. */
export function ignoreLogs(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  if (lines.some((line) => /^(\*\*)?\/?logs(\/(\*{1,2})?)?$/.test(line))) return text
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : eol
  return `${text}${gap}logs/${eol}`
}
