import type { Progress } from '../model/wire.ts'
import { oneLine } from './one-line.ts'
import { progressPieces } from './progress-pieces.ts'

/** One line about a running scenario, for a log. Pure. */
export function renderProgress(name: string, progress: Progress): string {
  return `${oneLine(name)}: ${progressPieces(progress)
    .map(({ text }) => text)
    .join(', ')}`
}
