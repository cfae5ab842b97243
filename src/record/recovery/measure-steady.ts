import type { RecoveryPlan } from '../../model/recovery.ts'
import type { Slices } from '../slices.ts'
import { SlidingSeries } from '../sliding-series.ts'
import { chanceDeviations } from './by-chance.ts'
import { completedInWindows } from './completed-in-windows.ts'
import { sliceAt, slicesBetween } from './slices-between.ts'

/** The state of a system before anything went wrong. */
export interface SteadyState {
  /** Iterations that ended. */
  readonly samples: number
  /** Of those, the ones that did not succeed. */
  readonly unsuccessful: number
  readonly p99Ms: number | null
  readonly maxMs: number | null
  readonly perSecond: number
  /** What a window of it comes to, at the least, as far as chance explains it. */
  readonly leastPerSecond: number
  /** The median of each slice, in ms; null: nothing ended in it. */
  readonly medians: readonly (number | null)[]
}

/** What ended before any fault: a fault that came later had no part in it. Pure. */
export function measureSteady(
  { settings, closed }: Pick<Slices, 'settings' | 'closed'>,
  { steadyFromMs, faultsFromMs, windowMs }: RecoveryPlan,
): SteadyState {
  const { sliceMs } = settings
  const slices = slicesBetween(closed, sliceAt(settings, steadyFromMs), sliceAt(settings, faultsFromMs))
  const response = new SlidingSeries()
  const medians = slices.map((slice) => {
    if (slice.response === null) return null
    response.add(slice.response)
    const own = new SlidingSeries()
    own.add(slice.response)
    return own.percentileMs(50)
  })
  const sum = (of: (slice: (typeof slices)[number]) => number): number =>
    slices.reduce((total, slice) => total + of(slice), 0)
  const unsuccessful = sum(({ failed, unfinished, dropped }) => failed + unfinished + dropped)
  const windows = completedInWindows(slices, windowMs / sliceMs)
  return {
    samples: unsuccessful + sum(({ succeeded }) => succeeded),
    unsuccessful,
    p99Ms: response.percentileMs(99),
    maxMs: response.maxMs,
    perSecond:
      slices.length === 0 ? 0 : (sum(({ completed }) => completed) * 1000) / (slices.length * sliceMs),
    leastPerSecond: (leastOf(windows) * 1000) / windowMs,
    medians,
  }
}

/** Of windows that are all alike, what each holds. Where they differ, others may hold less than all that were seen. */
function leastOf(windows: readonly number[]): number {
  if (windows.length === 0) return 0
  const mean = windows.reduce((sum, count) => sum + count, 0) / windows.length
  const variance = windows.reduce((sum, count) => sum + (count - mean) ** 2, 0) / windows.length
  return Math.max(0, Math.min(...windows, mean - chanceDeviations * Math.sqrt(variance)))
}
