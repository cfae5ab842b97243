import { findDrift } from './find-drift.ts'
import { findWarmup } from './find-warmup.ts'

/** Of fewer, too little would be known. */
const leastSlices = 20

export interface JudgedWarmup {
  /** How many slices at the beginning are warm-up. */
  slices: number
  /** Why what follows is not steady, as a line for a person; null: it is. */
  problem: string | null
}

/** `medians`: of the response times of each slice of the whole load; null: nothing began in it. */
export function judgeWarmup(medians: readonly (number | null)[]): JudgedWarmup {
  const seen = medians.filter((value) => value !== null).length
  if (seen < leastSlices)
    return unsteady(
      `iterations began in only ${seen} of ${medians.length} slices of the load, and it takes ${leastSlices} to tell`,
    )
  const slices = findWarmup(medians)
  if (slices === 0 && findWarmup(medians, 0.9) > 0)
    return unsteady('the load was slower for more than half of its time')
  const drift = findDrift(medians.slice(slices))
  if (drift === 1) return { slices, problem: null }
  const times = (factor: number): string => factor.toFixed(1)
  return drift > 1
    ? unsteady(
        `response times rose to the end, ${times(drift)} times from half to half, as under a load above what the target can take`,
        'Lower the load, or see what the target piles up',
      )
    : unsteady(`response times fell to the end, ${times(1 / drift)} times from half to half`)
}

function unsteady(
  what: string,
  remedy = 'Make the load longer, or give warmupMs in milliseconds',
): JudgedWarmup {
  return { slices: 0, problem: `warmupMs: 'auto' found no steady state: ${what}. ${remedy}` }
}
