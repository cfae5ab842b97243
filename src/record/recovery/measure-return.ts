import type { RecoveryPlan } from '../../model/recovery.ts'
import type { Slices } from '../slices.ts'
import { SlidingSeries } from '../sliding-series.ts'
import { completedInWindows } from './completed-in-windows.ts'
import type { SteadyState } from './measure-steady.ts'
import { sliceAt, slicesBetween } from './slices-between.ts'

/** A timer is good for whole milliseconds: less is no difference. */
const leastSlackMs = 1

/** What came after the last fault was over, held against the steady state. */
export interface Return {
  /** null: it did not come to that by the end. */
  readonly recoveryMs: number | null
  /** Iterations that were due. */
  readonly samples: number
  /** Of what was due once it had recovered; where it had not, in the last window. */
  readonly p99Ms: number | null
  /** The slowest window of the same time. */
  readonly leastPerSecond: number | null
  /** Why it is none, for a person. */
  readonly shortfall: string | null
}

/**
 * Recovered is the first time from which on, to the end, p99 of all that is due is as it was, and so is the throughput of
 * each window. By when it was due, since what is asked for after the healing may wait for all that has piled up before; by
 * when it ended, throughput, since that is what is done. Pure.
 */
export function measureReturn(
  { settings, closed, due }: Pick<Slices, 'settings' | 'closed' | 'due'>,
  { untilMs, within, windowMs }: RecoveryPlan,
  steady: SteadyState,
  healedMs: number,
): Return {
  const { fromMs, sliceMs } = settings
  const [begin, end] = [sliceAt(settings, healedMs), sliceAt(settings, untilMs)]
  const windows = completedInWindows(slicesBetween(closed, begin, end), windowMs / sliceMs)
  const least = (from: number): number | null =>
    windows.length === 0 ? null : (Math.min(...windows.slice(from)) * 1000) / windowMs
  const leastAllowed = steady.leastPerSecond * (1 - within)
  const mostMs =
    steady.p99Ms === null ? 0 : Math.max(steady.p99Ms * (1 + within), steady.p99Ms + leastSlackMs)
  const lastSlow = windows.findLastIndex((count) => (count * 1000) / windowMs < leastAllowed)
  const p99s = percentilesFrom(due, begin, end)
  const isBack = (p99Ms: number | null | undefined): boolean => p99Ms != null && p99Ms <= mostMs
  const at = windows.findIndex((_, index) => index > lastSlow && isBack(p99s.ms[index]))
  const last = windows.length - 1
  const from = at < 0 ? last : at
  const seen = { samples: p99s.samples, p99Ms: p99s.ms[from] ?? null, leastPerSecond: least(from) }
  if (at >= 0)
    return { ...seen, recoveryMs: Math.max(0, fromMs + (begin + at) * sliceMs - healedMs), shortfall: null }
  const every = windowMs.toLocaleString('en-US')
  const slow = `${round(seen.leastPerSecond)}/s in the last ${every} ms, at least ${round(leastAllowed)}/s in the steady state less ${round(within * 100)} %`
  const late = `p99 of what was due in the last ${every} ms was ${round(seen.p99Ms)} ms, at most ${round(mostMs)} ms with the steady state's ${round(steady.p99Ms)} ms`
  const none = `less than a window of ${every} ms was left after the healing`
  return { ...seen, recoveryMs: null, shortfall: last < 0 ? none : lastSlow === last ? slow : late }
}

/** The 99th percentile of all that was due from each slice on, to the end. */
function percentilesFrom(
  due: Slices['due'],
  begin: number,
  end: number,
): { ms: (number | null)[]; samples: number } {
  const series = new SlidingSeries()
  const ms: (number | null)[] = []
  for (let at = end - 1; at >= begin; at--) {
    const { response } = due.slice(at)
    if (response !== null) series.add(response)
    ms[at - begin] = series.percentileMs(99)
  }
  return { ms, samples: series.count }
}

function round(value: number | null): string {
  return value === null ? 'unknown' : String(Math.round(value * 10) / 10)
}
