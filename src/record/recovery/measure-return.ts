import type { RecoveryPlan } from '../../model/recovery.ts'
import type { Slice } from '../slice.ts'
import type { Slices } from '../slices.ts'
import { SlidingSeries } from '../sliding-series.ts'
import { mostByChance } from './by-chance.ts'
import { completedInWindows } from './completed-in-windows.ts'
import { countAbove } from './count-above.ts'
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

/** What is due from one slice on, to the end. */
interface Rest {
  readonly samples: number
  /** Slower than what the steady state allows. */
  readonly slow: number
  readonly unsuccessful: number
  readonly p99Ms: number | null
  /** Most of what is due in its first slice is slow. */
  readonly beginsSlow: boolean
}

/**
 * Recovered is the first time from which on, to the end, p99 of all that is due is as it was, and so is the throughput of
 * each window. By when it was due, since what is asked for after the healing may wait for all that has piled up before; by
 * when it ended, throughput, since that is what is done. A few samples more than 1 in 100 may be slow by chance. Pure.
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
  const leastAllowed = steady.leastPerSecond * (1 - within)
  const p99 = steady.p99Ms ?? 0
  const mostMs = Math.max(p99 * (1 + within), p99 + leastSlackMs)
  const rests = restsFrom(
    Array.from({ length: end - begin }, (_, index) => due.slice(begin + index)),
    mostMs,
  )
  const lastSlow = windows.findLastIndex((count) => (count * 1000) / windowMs < leastAllowed)
  const at = windows.findIndex((_, index) => index > lastSlow && isBack(rests[index]!, within))
  const last = windows.length - 1
  const from = at < 0 ? last : at
  const seen = {
    samples: rests[0]?.samples ?? 0,
    p99Ms: rests[from]?.p99Ms ?? null,
    leastPerSecond: last < 0 ? null : (Math.min(...windows.slice(from)) * 1000) / windowMs,
  }
  if (at >= 0)
    return { ...seen, recoveryMs: Math.max(0, fromMs + (begin + at) * sliceMs - healedMs), shortfall: null }
  const time = `the last ${windowMs.toLocaleString('en-US')} ms`
  const few = `${round(seen.leastPerSecond)}/s in ${time}, at least ${round(leastAllowed)}/s after the steady state`
  const late = `p99 of what was due in ${time} was ${round(seen.p99Ms)} ms, at most ${round(mostMs)} ms after the steady state`
  const { samples = 0, unsuccessful = 0 } = rests[last] ?? {}
  const tooMany = unsuccessful > mostByChance(samples, within)
  const failing = `${unsuccessful} of ${samples} that were due in ${time} did not succeed`
  const none = `less than a window of ${windowMs} ms was left after the healing`
  return {
    ...seen,
    recoveryMs: null,
    shortfall: last < 0 ? none : lastSlow === last ? few : tooMany ? failing : late,
  }
}

/** Windows that differ much in the steady state say little of throughput: what fails is counted beside. */
function isBack({ samples, slow, unsuccessful, beginsSlow }: Rest, within: number): boolean {
  const isQuick = !beginsSlow && slow <= mostByChance(samples, 0.01)
  return samples > 0 && isQuick && unsuccessful <= mostByChance(samples, within)
}

function restsFrom(slices: readonly Slice[], mostMs: number): Rest[] {
  const series = new SlidingSeries()
  let [slow, unsuccessful] = [0, 0]
  const rests = slices.toReversed().map(({ response, failed, unfinished, dropped }): Rest => {
    const own = response === null ? 0 : countAbove(response, mostMs)
    slow += own
    unsuccessful += failed + unfinished + dropped
    if (response !== null) series.add(response)
    const beginsSlow = own > (response?.count ?? 0) / 2
    return { samples: series.count, slow, unsuccessful, p99Ms: series.percentileMs(99), beginsSlow }
  })
  return rests.toReversed()
}

function round(value: number | null): string {
  return value === null ? 'unknown' : String(Math.round(value * 10) / 10)
}
