import type { Progress } from '../model/wire.ts'
import { formatSpan } from './format.ts'
import { oneLine } from './one-line.ts'
import { progressPieces, shareOf, type ProgressPiece, type Tone } from './progress-pieces.ts'
import { shorten } from './shorten.ts'
import { terminalColumns } from './terminal-columns.ts'

export interface LiveLine {
  name: string
  progress: Progress
  /** How long nothing was heard of the run. */
  silentMs: number
}

const indent = '   '
const gap = '  '
const barCells = 10
/** Pieces from this rank on make way for a long name; the others only shorten it. */
const decoration = 7
/** What a long name keeps where figures need the room. */
const namedColumns = 20
/** Progress comes several times a second; one word missing is no news. */
const silenceToTellMs = 2_000

/** One line in the window of a terminal, at most `columns` wide. `paint` gives a text its colour, if any. Pure. */
export function renderLiveProgress(
  { name, progress, silentMs }: LiveLine,
  columns: number,
  paint: (text: string, tone: Tone) => string,
): string {
  const shown = oneLine(name)
  const room = columns - indent.length
  const pieces: ProgressPiece[] = [...barOf(shareOf(progress)), ...progressPieces(progress)]
  if (silentMs >= silenceToTellMs)
    pieces.push({ text: `nothing heard for ${formatSpan(silentMs)}`, tone: 'warning', rank: 0.5 })
  const wanted = terminalColumns(shown)
  makeRoom(pieces, room - wanted, decoration)
  makeRoom(pieces, room - Math.min(wanted, namedColumns), 0)
  const label = shorten(shown, Math.max(0, room - widthOf(pieces)))
  if (label === '') return ''
  return `${indent}${label}${pieces.map(({ text, tone }) => gap + paint(text, tone)).join('')}`
}

function barOf(share: number | null): ProgressPiece[] {
  if (share === null) return []
  // Not full before it is: the last cell, and 100 %, stand for the end.
  const cells = '='.repeat(Math.floor(share * barCells)).padEnd(barCells)
  return [
    { text: `[${cells}]`, tone: 'quiet', rank: 8 },
    { text: `${Math.floor(share * 100)} %`.padStart(5), tone: 'plain', rank: 7 },
  ]
}

function widthOf(pieces: readonly ProgressPiece[]): number {
  return pieces.reduce((sum, { text }) => sum + gap.length + terminalColumns(text), 0)
}

/** Leaves out what matters least, down to a rank, until the rest fits. */
function makeRoom(pieces: ProgressPiece[], columns: number, lowestRank: number): void {
  while (widthOf(pieces) > columns) {
    const highest = Math.max(...pieces.map(({ rank }) => rank))
    if (highest < lowestRank) return
    pieces.splice(
      pieces.findIndex(({ rank }) => rank === highest),
      1,
    )
  }
}
