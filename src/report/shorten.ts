import { terminalColumns } from './terminal-columns.ts'

const ellipsis = '…'
/** Made at the first use: it takes 15 ms, in which most runs of Vitest would be ready. */
let segmenter: Intl.Segmenter | null = null

/** The end of a text, in at most `columns`: that is what tells the tests of a suite apart. Empty where nothing fits. */
export function shorten(text: string, columns: number): string {
  if (terminalColumns(text) <= columns) return text
  const kept: string[] = []
  let room = columns - terminalColumns(ellipsis)
  if (room < 0) return ''
  segmenter ??= new Intl.Segmenter()
  for (const { segment } of [...segmenter.segment(text)].toReversed()) {
    room -= terminalColumns(segment)
    if (room < 0) break
    kept.unshift(segment)
  }
  return ellipsis + kept.join('')
}
