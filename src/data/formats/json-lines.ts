import { renderValue } from '../../foundation/problem.ts'
import type { DataFormat } from '../format.ts'

/** One JSON value a line; empty lines are skipped. */
export const jsonLines = {
  name: 'jsonl',
  extensions: ['.jsonl', '.ndjson'],
  hasColumns: false,
  read(text, _, problems) {
    const items: unknown[] = []
    let line = 1
    for (let start = 0; start < text.length; line++) {
      const lineFeed = text.indexOf('\n', start)
      const end = lineFeed < 0 ? text.length : lineFeed
      const content = text.slice(start, end)
      start = end + 1
      if (content.trim() === '') continue
      try {
        items.push(JSON.parse(content))
      } catch {
        problems.add(line, 'a JSON value', renderValue(content))
      }
    }
    return items
  },
} as const satisfies DataFormat
