import { halvings } from '../config/growth-steps.ts'
import type { CapacityTerms } from '../model/capacity-search.ts'

/** What a probe said of its rate. `saturated`: the generator could not offer it, so that it says nothing of the target. */
export type Finding = 'kept' | 'breached' | 'saturated'

export interface Sighting {
  ratePerSecond: number
  finding: Finding
}

/** Rates are products and roots; their last digits decide nothing, and 99.99999999999999/s is 100/s. */
const digits = 9
const rounding = 1e-8

/**
 * The rate to probe next; null: the search is over. From the lowest rate in steps of equal ratio until one is not kept, then
 * halving the gap between the two on the logarithm. A rate that saturated the generator is tried a second time, where
 * probes are left for that: a machine stumbles. If it does so again it is a bound like a breach, since there may be a
 * breach below it. Pure.
 */
export function nextRate(terms: CapacityTerms, seen: readonly Sighting[]): number | null {
  const { minPerSecond, maxPerSecond, tolerance, growthSteps } = terms
  const last = seen.at(-1)
  if (last === undefined) return minPerSecond
  if (mayRepeat(terms, seen, last)) return last.ratePerSecond
  const { kept, above } = bracketOf(seen)
  if (kept === null) return null
  if (above !== null) {
    const ratio = above.ratePerSecond / kept.ratePerSecond
    const isClose = ratio <= (1 + tolerance) * (1 + rounding)
    return isClose ? null : rateAt(terms, (stepOf(terms, kept) + stepOf(terms, above)) / 2)
  }
  if (kept.ratePerSecond >= maxPerSecond) return null
  const step = ratesOf(seen).size
  return step >= growthSteps ? maxPerSecond : rateAt(terms, step)
}

/** Steps are halved, and their halves: so much finer than any search goes. */
const stepFractions = 2 ** 20

function rateAt({ minPerSecond, maxPerSecond, growthSteps }: CapacityTerms, step: number): number {
  const rate = minPerSecond * (maxPerSecond / minPerSecond) ** (step / growthSteps)
  return Number(rate.toPrecision(digits))
}

/** Of a rate that `rateAt` gave, exactly: what was rounded off must not grow from one probe to the next. */
function stepOf({ minPerSecond, maxPerSecond, growthSteps }: CapacityTerms, seen: Sighting): number {
  const step =
    (growthSteps * Math.log(seen.ratePerSecond / minPerSecond)) / Math.log(maxPerSecond / minPerSecond)
  return Math.round(step * stepFractions) / stepFractions
}

/** The highest rate that was kept, and the lowest that was not. Of two probes of one rate, the later one counts. */
export function bracketOf<S extends Sighting>(seen: readonly S[]): { kept: S | null; above: S | null } {
  let kept: S | null = null
  let above: S | null = null
  for (const each of ratesOf(seen).values()) {
    if (each.finding === 'kept') {
      if (kept === null || each.ratePerSecond > kept.ratePerSecond) kept = each
    } else if (above === null || each.ratePerSecond < above.ratePerSecond) above = each
  }
  return { kept, above }
}

function ratesOf<S extends Sighting>(seen: readonly S[]): Map<number, S> {
  return new Map(seen.map((each) => [each.ratePerSecond, each]))
}

/** Once for each rate, and only if the search can still come to its end, whatever the second probe says. */
function mayRepeat(terms: CapacityTerms, seen: readonly Sighting[], last: Sighting): boolean {
  if (last.finding !== 'saturated') return false
  const before = seen.slice(0, -1)
  if (before.some(({ ratePerSecond }) => ratePerSecond === last.ratePerSecond)) return false
  return seen.length + 1 + mostAfter(terms, before, last.ratePerSecond) <= terms.maxProbes
}

function mostAfter(terms: CapacityTerms, before: readonly Sighting[], ratePerSecond: number): number {
  const { minPerSecond, maxPerSecond, tolerance, growthSteps } = terms
  const { above } = bracketOf(before)
  if (above !== null) return halvings(above.ratePerSecond / ratePerSecond, tolerance)
  const step = (maxPerSecond / minPerSecond) ** (1 / growthSteps)
  return growthSteps - ratesOf(before).size + halvings(step, tolerance)
}
