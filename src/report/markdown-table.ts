import { escapeMarkdown } from './escape-markdown.ts'

/** A table of plain texts, which are escaped; figures, from column `figuresFrom` on, stand to the right. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  figuresFrom = Infinity,
): string {
  const marks = titles.map((_, index) => (index >= figuresFrom ? '--:' : ':--'))
  return [
    lineOf(titles.map(escapeMarkdown)),
    lineOf(marks),
    ...rows.map((row) => lineOf(row.map(escapeMarkdown))),
  ].join('\n')
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
