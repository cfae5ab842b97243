import { seededRandom } from '../foundation/random.ts'
import type { ArrivalPlan, RateSegment } from '../model/load-plan.ts'

/** Arrivals that a rate profile asks for: the area under the rate. */
export function integrate(segments: readonly RateSegment[]): number {
  return segments.reduce((sum, segment) => sum + areaOf(segment), 0)
}

/** How many iterations start. */
export function countArrivals(plan: ArrivalPlan): number {
  if (plan.kind === 'times') return plan.timesMs.length
  const { every = 1, first = 0 } = plan
  return Math.max(0, Math.ceil((countAll(plan) - first) / every))
}

type RatePlan = Extract<ArrivalPlan, { kind: 'rate' }>

/** Of the whole schedule. A uniform process starts at 0 and never outruns the area; Poisson rounds it. */
function countAll(plan: RatePlan): number {
  const area = integrate(plan.segments)
  // The tolerance keeps 0.1 + 0.2 from making one arrival more.
  return plan.process === 'uniform' ? Math.ceil(area - 1e-9 * Math.max(1, area)) : Math.round(area)
}

/** Milliseconds of the starts, ascending, one a call; Infinity after the last. The same for the same plan. */
export function arrivalTimes(plan: ArrivalPlan): () => number {
  if (plan.kind === 'times') {
    const total = plan.timesMs.length
    let index = 0
    return () => (index < total ? plan.timesMs[index++]! : Infinity)
  }
  const total = countAll(plan)
  const timeOfArea = inverseArea(plan.segments)
  const areas =
    plan.process === 'uniform' ? uniformAreas() : poissonAreas(integrate(plan.segments), total, plan.seed)
  let started = 0
  const next = (): number => (started++ < total ? timeOfArea(areas()) : Infinity)
  const { every = 1, first = 0 } = plan
  return every === 1 ? next : eachOf(next, every, first)
}

/** The schedule is drawn as a whole, so that it is the same however many share it. */
function eachOf(next: () => number, every: number, first: number): () => number {
  let skip = first
  return () => {
    for (; skip > 0; skip--) next()
    skip = every - 1
    return next()
  }
}

function uniformAreas(): () => number {
  let index = 0
  return () => index++
}

/**
 * A Poisson process, given how many arrivals it has: they are then uniform on the area, in order. Drawn one by one as
 * order statistics (Bentley and Saxe 1980), so that memory does not grow and the count is planned, not random.
 */
function poissonAreas(area: number, total: number, seed: number): () => number {
  const random = seededRandom(seed).fork('arrivals')
  let logOfRest = 0
  let left = total
  return () => {
    logOfRest += Math.log(1 - random.next()) / left--
    return -Math.expm1(logOfRest) * area
  }
}

/** The time at which the area under the rate reaches a value. Values must come in ascending order. */
function inverseArea(segments: readonly RateSegment[]): (area: number) => number {
  let index = 0
  let areaBefore = 0
  let timeBefore = 0
  return (area) => {
    let segment = segments[index]!
    let own = areaOf(segment)
    while (index < segments.length - 1 && area >= areaBefore + own) {
      areaBefore += own
      timeBefore += segment.durationMs
      segment = segments[++index]!
      own = areaOf(segment)
    }
    return timeBefore + Math.min(segment.durationMs, timeInSegment(segment, area - areaBefore))
  }
}

function areaOf({ durationMs, fromPerSecond, toPerSecond }: RateSegment): number {
  return (durationMs / 1000) * ((fromPerSecond + toPerSecond) / 2)
}

/** Solves from * t + (to - from) * t^2 / (2 * duration) = area for t, in the form that stays exact when from = to. */
function timeInSegment({ durationMs, fromPerSecond, toPerSecond }: RateSegment, area: number): number {
  if (area <= 0) return 0
  const slope = (toPerSecond - fromPerSecond) / (durationMs / 1000)
  const root = Math.sqrt(Math.max(0, fromPerSecond * fromPerSecond + 2 * slope * area))
  const divisor = fromPerSecond + root
  return divisor === 0 ? durationMs : (2000 * area) / divisor
}
