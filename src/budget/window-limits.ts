import type { WindowBudgets } from '../model/scenario.ts'
import type { Recording } from '../record/recording.ts'
import { emptySlice } from '../record/slices.ts'
import { judgeLimit, type Limit } from './limit.ts'
import { limitsOfWindow } from './limits-of-window.ts'
import { stalledSince } from './stalled-since.ts'
import { WindowScan } from './window-scan.ts'

type Measured = Pick<Recording, 'slices' | 'askedUntilMs' | 'cutOff'>

interface Found {
  /** By budget, the window that kept it worst. */
  worst: Map<string, Limit>
  /** The first window in which nothing ended, although something was under way. */
  stall: string | null
  overflowed: boolean
}

/** The limits of each entry of `windows`, each with the window that kept it worst. Pure. */
export function windowLimits(windows: readonly WindowBudgets[], measured: Measured): Limit[] {
  return windows.flatMap((window) => {
    const found = find(window, measured)
    const nothing = new WindowScan(window.everyMs, measured.slices.settings.sliceMs)
    return limitsOfWindow(window, nothing, true).map((limit) => conclude(limit, found))
  })
}

/** Windows move on by one slice. The last is judged too where it is not full, but for its speed: nothing escapes. */
function find(window: WindowBudgets, { slices, askedUntilMs, cutOff }: Measured): Found {
  const { fromMs, sliceMs } = slices.settings
  const scan = new WindowScan(window.everyMs, sliceMs)
  const isStalled = stalledSince(slices.closed)
  const found: Found = { worst: new Map(), stall: null, overflowed: slices.overflowed }
  const asked = Math.floor((askedUntilMs - fromMs) / sliceMs)
  // What came after the window that ended the run has that to thank, and its last would be cut off.
  const last = (cutOff ? asked : Math.max(slices.closed.length, asked)) - 1
  for (let at = 0; at <= last; at++) {
    scan.push(slices.closed[at] ?? emptySlice)
    if (!scan.full && at < last) continue
    const toMs = fromMs + (at + 1) * sliceMs
    const beginMs = Math.max(fromMs, toMs - window.everyMs)
    const when = `${seconds(beginMs)}-${seconds(toMs)} s`
    const inLoad = scan.full && at < asked
    if (inLoad && scan.ended === 0 && isStalled(at, beginMs)) found.stall ??= when
    for (const limit of limitsOfWindow(window, scan, inLoad)) keepWorst(found.worst, limit, when)
  }
  return found
}

function keepWorst(worst: Map<string, Limit>, limit: Limit, when: string): void {
  if (limit.actual === null || limit.samples === 0) return
  const before = worst.get(limit.budget)
  if (before === undefined || isWorse(limit.actual, before))
    worst.set(limit.budget, { ...limit, detail: `${limit.detail}; worst at ${when}` })
}

function isWorse(actual: number, { comparison, actual: before }: Limit): boolean {
  return comparison === 'at most' ? actual > before! : actual < before!
}

/** A missed limit is a fact. A kept one is none while there is a window that nothing is known of. */
function conclude(limit: Limit, { worst, stall, overflowed }: Found): Limit {
  const seen = worst.get(limit.budget)
  if (seen !== undefined && judgeLimit(seen).verdict === 'fail') return seen
  const unknown = (detail: string): Limit => ({ ...limit, actual: null, samples: 0, detail })
  if (overflowed) return unknown('more time passed than windows are kept for')
  if (stall !== null && limit.unit !== 'per second')
    return unknown(`at ${stall} nothing ended, although iterations were under way`)
  return seen ?? unknown('no window had a sample')
}

function seconds(ms: number): string {
  return String(Math.round(ms / 100) / 10)
}
