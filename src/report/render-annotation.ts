/** Where GitHub shows a message: beside a line of a file. */
export interface Annotation {
  level: 'error' | 'warning'
  /** Absolute, or from the root of the repository; null: beside no file. */
  file: string | null
  line: number | null
  column: number | null
  title: string
  text: string
}

/** GitHub takes titles up to 255 characters, and texts up to 64 KiB. */
const mostTitle = 200
const mostText = 16_000

/** A command to GitHub Actions, as one line of output: it becomes an annotation. Pure. */
export function renderAnnotation({ level, file, line, column, title, text }: Annotation): string {
  const place = file === null ? [] : [['file', file], ...lineOf(line, column)]
  const properties = [...place, ['title', cut(title, mostTitle)]].map(
    ([name, value]) => `${name}=${escapeProperty(value!)}`,
  )
  return `::${level} ${properties.join(',')}::${escapeData(cut(text, mostText))}`
}

function lineOf(line: number | null, column: number | null): string[][] {
  if (line === null) return []
  return [['line', String(line)], ...(column === null ? [] : [['col', String(column)]])]
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
