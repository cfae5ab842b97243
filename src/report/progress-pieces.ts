import type { Progress } from '../model/wire.ts'
import { formatCount, formatMs, formatRate, formatSpan } from './format.ts'
import { oneLine } from './one-line.ts'

/** How a piece of a line is meant; the terminal may show it in a colour. */
export type Tone = 'plain' | 'quiet' | 'warning' | 'bad'

export interface ProgressPiece {
  text: string
  tone: Tone
  /** Where there is no room for all, the piece with the highest rank goes first. */
  rank: number
}

/** A rate this far below its plan is pointed out; a second holds one start more or less, whatever the generator does. */
const behindShare = 0.9
const behindStarts = 1

/** What there is to say about a running scenario, in the order in which it is read. Pure. */
export function progressPieces(progress: Progress): ProgressPiece[] {
  const { started, succeeded, failed, dropped, inFlight, plannedIterations, p95Ms, probe, round } = progress
  const done = formatCount(succeeded + failed)
  const pieces: (ProgressPiece | false)[] = [
    probe !== undefined && {
      text: `probe ${probe.number} of at most ${probe.most}, ${formatRate(probe.ratePerSecond)}`,
      tone: 'plain',
      rank: 1.5,
    },
    round !== undefined && {
      text: `${round.number === 0 ? 'warm-up' : `round ${round.number} of at most ${round.most}`}, ${oneLine(round.variant)}`,
      tone: 'plain',
      rank: 1.5,
    },
    { text: timeOf(progress), tone: 'plain', rank: 2 },
    {
      text: plannedIterations === null ? `${done} done` : `${done} of ${formatCount(plannedIterations)} done`,
      tone: 'quiet',
      rank: 9,
    },
    rateOf(progress),
    p95Ms !== null && { text: `p95 ${formatMs(p95Ms)}`, tone: 'plain', rank: 4 },
    failed > 0 && { text: `${formatCount(failed)} failed`, tone: 'bad', rank: 0 },
    dropped > 0 && { text: `${formatCount(dropped)} dropped`, tone: 'warning', rank: 1 },
    started > 0 && { text: `${formatCount(inFlight)} in flight`, tone: 'quiet', rank: 5 },
  ]
  return pieces.filter((piece) => piece !== false)
}

/** How much of the load is behind us, 0 to 1; null where neither time nor a count bounds it. */
export function shareOf({ elapsedMs, plannedMs, plannedIterations, ...counts }: Progress): number | null {
  if (plannedMs !== null) return Math.min(1, plannedMs === 0 ? 1 : elapsedMs / plannedMs)
  if (!plannedIterations) return null
  return Math.min(1, (counts.succeeded + counts.failed + counts.dropped) / plannedIterations)
}

function timeOf(progress: Progress): string {
  const { elapsedMs, plannedMs } = progress
  const elapsed = formatSpan(elapsedMs)
  if (plannedMs !== null) {
    const left = elapsedMs < plannedMs ? `${formatSpan(Math.max(0, plannedMs - elapsedMs))} left` : 'draining'
    return `${elapsed} of ${formatSpan(plannedMs)}, ${left}`
  }
  const share = shareOf(progress)
  // A guess, as it says: the rest is taken to be as fast as what is done.
  return share ? `${elapsed}, about ${formatSpan(elapsedMs / share - elapsedMs)} left` : elapsed
}

function rateOf({ startsPerSecond, plannedPerSecond }: Progress): ProgressPiece | false {
  // After the planned end nothing is to start, and nothing did.
  if (startsPerSecond === null || (startsPerSecond === 0 && plannedPerSecond === 0)) return false
  const rate = formatRate(startsPerSecond)
  if (plannedPerSecond === null) return { text: rate, tone: 'plain', rank: 3 }
  const behind = startsPerSecond < plannedPerSecond * behindShare - behindStarts
  return {
    text: `${rate} of ${formatRate(plannedPerSecond)}`,
    tone: behind ? 'warning' : 'plain',
    rank: 3,
  }
}
