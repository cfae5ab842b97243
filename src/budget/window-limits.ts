import type { WindowBudgets } from '../model/scenario.ts'
import type { Recording } from '../record/recording.ts'
import { latestIn } from '../record/latest-in.ts'
import { emptySlice, type Slice } from '../record/slice.ts'
import { askedUntil } from './asked-until.ts'
import { isAsked } from './is-asked.ts'
import { isForLateness } from './is-for-lateness.ts'
import { judgeLimit, type Limit } from './limit.ts'
import { limitsOfWindow } from './limits-of-window.ts'
import { stalledSince } from './stalled-since.ts'
import { WindowScan } from './window-scan.ts'

type Measured = Pick<Recording, 'steady' | 'late' | 'cutOff'> & { slices: NonNullable<Recording['slices']> }
type MaybeMeasured = Pick<Recording, 'slices' | 'steady' | 'late' | 'cutOff'>

interface Found {
  /** By budget, the window that kept it worst. */
  worst: Map<string, Limit>
  /** By budget, how many windows missed it for the lateness of the generator alone. */
  excused: Map<string, number>
  /** The first window in which nothing ended, although something was under way. */
  stall: string | null
  overflowed: boolean
}

/** The limits of each entry of `windows`, each with the window that kept it worst. Pure. */
export function windowLimits(windows: readonly WindowBudgets[], recording: MaybeMeasured): Limit[] {
  return windows.flatMap((window) => {
    const { slices } = recording
    const limits = limitsOfWindow(window, new WindowScan(window.everyMs, window.everyMs), true)
    if (slices === null) return limits.map((limit) => unknown(limit, 'no windows were kept of this run'))
    const measured = { ...recording, slices }
    const found: Found = {
      worst: new Map(),
      excused: new Map(),
      stall: null,
      overflowed: measured.slices.overflowed,
    }
    lookAtEnds(window, measured, found)
    // What came after the window that ended the run has that to thank.
    if (!measured.cutOff) lookAtLatest(window, measured, found)
    return limits.map((limit) => conclude(limit, found))
  })
}

/** How many whole slices work was asked for. */
function askedSlices({ slices, steady }: Measured): number {
  const { fromMs, sliceMs } = slices.settings
  return Math.max(0, Math.floor((askedUntil(steady) - fromMs) / sliceMs))
}

/** Whole windows while work was asked for, by what ended in them. They move on by one slice. */
function lookAtEnds(window: WindowBudgets, measured: Measured, found: Found): void {
  const { slices, steady, late } = measured
  const { fromMs, sliceMs } = slices.settings
  const scan = new WindowScan(window.everyMs, sliceMs)
  const isStalled = stalledSince(slices.closed)
  const asked = askedSlices(measured)
  for (let at = 0; at < asked; at++) {
    scan.push(slices.closed[at] ?? emptySlice)
    if (!scan.full) continue
    const toMs = fromMs + (at + 1) * sliceMs
    const beginMs = toMs - window.everyMs
    const when = between(beginMs, toMs)
    if (scan.ended === 0 && isStalled(at, beginMs)) found.stall ??= when
    const lateMs = latestIn(late, beginMs, toMs)
    for (const limit of limitsOfWindow(window, scan, isAsked(steady, beginMs, toMs)))
      if (isForLateness(limit, lateMs, window.everyMs)) excuse(found, limit)
      else keepWorst(found.worst, limit, `worst at ${when}`)
  }
}

/**
 * What ended later than that, in the drain, by when it was due: beside what was due with it. The last window holds what
 * never came too, and is judged also where the load was shorter than a window: nothing escapes.
 */
function lookAtLatest(window: WindowBudgets, measured: Measured, found: Found): void {
  const { slices, steady, late } = measured
  const { closed, due, neverStarted } = slices
  const { fromMs, sliceMs } = slices.settings
  const scan = new WindowScan(window.everyMs, sliceMs)
  const asked = askedSlices(measured)
  const end = Math.max(1, due.end, Math.ceil((askedUntil(steady) - fromMs) / sliceMs))
  const perWindow = window.everyMs / sliceMs
  const firstLate = due.firstEndingFrom(fromMs + asked * sliceMs)
  if (firstLate >= end && neverStarted === 0 && asked >= perWindow) return
  const first = Math.max(0, Math.min(firstLate, end - 1) - perWindow + 1)
  for (let at = first; at < end; at++) {
    // Further back it is only known what ended when.
    const slice = at < due.first ? (closed[at] ?? emptySlice) : due.slice(at)
    scan.push(at === end - 1 ? withMissing(slice, neverStarted) : slice)
    const isLast = at === end - 1
    if (!isLast && (!scan.full || at < firstLate)) continue
    const toMs = fromMs + (at + 1) * sliceMs
    const beginMs = Math.max(fromMs, toMs - window.everyMs)
    const lateMs = latestIn(late, beginMs, toMs)
    for (const limit of limitsOfWindow(window, scan, false))
      if (isForLateness(limit, lateMs, window.everyMs)) excuse(found, limit)
      else keepWorst(found.worst, limit, `worst due at ${between(beginMs, toMs)}`)
  }
}

function excuse({ excused }: Found, { budget }: Limit): void {
  excused.set(budget, (excused.get(budget) ?? 0) + 1)
}

function withMissing(slice: Slice, count: number): Slice {
  return { ...slice, dropped: slice.dropped + count }
}

function keepWorst(worst: Map<string, Limit>, limit: Limit, where: string): void {
  if (limit.actual === null || limit.samples === 0) return
  const before = worst.get(limit.budget)
  if (before === undefined || isWorse(limit.actual, before))
    worst.set(limit.budget, { ...limit, detail: `${limit.detail}; ${where}` })
}

function isWorse(actual: number, { comparison, actual: before }: Limit): boolean {
  return comparison === 'at most' ? actual > before! : actual < before!
}

/** A missed limit is a fact. A kept one is none while there is a window that nothing is known of. */
function conclude(limit: Limit, { worst, excused, stall, overflowed }: Found): Limit {
  const without = excused.get(limit.budget) ?? 0
  const seen = withExcused(worst.get(limit.budget), without)
  if (seen !== undefined && judgeLimit(seen).verdict === 'fail') return seen
  if (overflowed) return unknown(limit, 'more time passed than windows are kept for')
  if (stall !== null && limit.unit !== 'per second')
    return unknown(limit, `at ${stall} nothing ended, although iterations were under way`)
  if (seen !== undefined) return seen
  return unknown(limit, without > 0 ? 'the generator was late in each window' : 'no window had a sample')
}

function unknown(limit: Limit, detail: string): Limit {
  return { ...limit, actual: null, samples: 0, detail }
}

function withExcused(limit: Limit | undefined, count: number): Limit | undefined {
  if (limit === undefined || count === 0) return limit
  const windows = count === 1 ? '1 window' : `${count.toLocaleString('en-US')} windows`
  return { ...limit, detail: `${limit.detail}; ${windows} not judged: the generator was late` }
}

function between(fromMs: number, toMs: number): string {
  return `${seconds(fromMs)}-${seconds(toMs)} s`
}

function seconds(ms: number): string {
  return String(Math.round(ms / 100) / 10)
}
