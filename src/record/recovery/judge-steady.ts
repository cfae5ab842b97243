import { findDrift } from '../find-drift.ts'
import type { SteadyState } from './measure-steady.ts'

/** Of fewer iterations, the 99th percentile is the slowest one. */
export const leastSteady = 100
/** Where some may fail, so many of a hundred may do so before anything goes wrong. */
const mostUnsuccessful = 0.01

/** Why the time before the faults is no steady state, as lines for a person; none: it is one. `leastShare`: that must succeed. */
export function judgeSteady(
  { samples, unsuccessful, medians }: SteadyState,
  steadyMs: number,
  leastShare: number,
): string[] {
  const english = (count: number): string => count.toLocaleString('en-US')
  const time = `the ${english(steadyMs)} ms before the faults`
  if (samples < leastSteady) {
    const few = samples === 0 ? 'nothing ended' : `only ${english(samples)} iterations ended`
    return [
      `${few} in ${time}, and a 99th percentile takes ${leastSteady}: make recovery.steadyMs longer, or the load larger`,
    ]
  }
  const problems: string[] = []
  const allowed = Math.min(mostUnsuccessful, 1 - leastShare)
  if (unsuccessful > allowed * samples)
    problems.push(
      `${english(unsuccessful)} of ${english(samples)} iterations did not succeed in ${time}: it does not work without faults either`,
    )
  const drift = findDrift(medians)
  if (drift !== 1) {
    const [how, factor] = drift > 1 ? ['rose', drift] : ['fell', 1 / drift]
    problems.push(
      `response times ${how} in ${time}, ${factor.toFixed(1)} times from half to half: give the load a warm-up, or lower it`,
    )
  }
  return problems
}
