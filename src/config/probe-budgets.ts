import type { Budgets } from '../model/scenario.ts'

/** The load of a probe, as far as it bears on what must come out of it. */
interface ProbeLoad {
  ratePerSecond: number
  tolerance: number
  probeMs: number
  warmupMs: number
  arrivals: 'uniform' | 'poisson'
}

/**
 * What a probe must keep beside the limits of the user: a rate at which starts are dropped, or work piles up, is above the
 * capacity, though each message may come out in the end. Anything that is no budget is left for the schema to refuse.
 */
export function probeBudgets(given: Budgets | undefined, load: ProbeLoad): unknown {
  if (given === undefined) return undefined
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const set = Object.fromEntries(Object.entries(given).filter(([, limit]) => limit !== undefined)) as Budgets
  return { dropped: { max: 0 }, unfinished: { max: 0 }, ...set, ...keepingPace(set, load) }
}

/** Iterations that may fail are none that the throughput lacks. */
function keepingPace({ throughput, successRate }: Budgets, load: ProbeLoad): Pick<Budgets, 'throughput'> {
  const share = typeof successRate?.min === 'number' ? successRate.min : 1
  const leastPerSecond =
    Math.max(0, (load.ratePerSecond - lackingByChance(load)) * (1 - load.tolerance)) * share
  if (throughput === undefined) return { throughput: { minPerSecond: leastPerSecond } }
  // One that is wrong is left as it is.
  if (typeof throughput?.minPerSecond !== 'number') return { throughput }
  return { throughput: { ...throughput, minPerSecond: Math.max(throughput.minPerSecond, leastPerSecond) } }
}

/** In standard deviations: beyond it, chance is no excuse. */
const chance = 4

/** A Poisson load has as many starts as planned, but chance decides how many of them come in the warm-up. */
function lackingByChance({ ratePerSecond, probeMs, warmupMs, arrivals }: ProbeLoad): number {
  if (arrivals === 'uniform') return 0
  const starts = (ratePerSecond * probeMs) / 1000
  const deviation = Math.sqrt((starts * warmupMs) / (warmupMs + probeMs))
  return (chance * deviation * 1000) / probeMs
}
