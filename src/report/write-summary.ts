import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * GitHub drops the whole summary of a step that is larger than 1 MiB. Others write to the same file, some of them after us: a
 * little is left for them.
 */
const maxStepBytes = 1_000_000

export interface SummaryTarget {
  path: string
  /** GitHub's file is everybody's; a file of one's own is this run's. */
  append: boolean
}

/** Writes what `render` makes of the room there is. Synchronous: it may be the last thing that the process does. */
export function writeSummary(
  { path, append }: SummaryTarget,
  render: (room: { maxBytes: number }) => string,
): void {
  const taken = append ? (statSync(path, { throwIfNoEntry: false })?.size ?? 0) : 0
  const text = render({ maxBytes: maxStepBytes - taken })
  if (text === '') throw new Error('what others wrote there leaves no room')
  if (append) return appendFileSync(path, taken === 0 ? text : `\n${text}`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
