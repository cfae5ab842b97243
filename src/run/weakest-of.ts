import { coverages, type IsolationMetrics } from '../model/isolation-metrics.ts'

type Surfaces = IsolationMetrics['surfaces']

/** How each surface is watched in several processes or threads that are one run: as well as in the one that is worst. */
export function weakestOf(all: readonly Surfaces[]): Surfaces {
  const weakest: Surfaces = {}
  for (const [surface, coverage] of all.flatMap((surfaces) => Object.entries(surfaces))) {
    const known = weakest[surface] ?? coverage
    weakest[surface] = coverages.indexOf(coverage) > coverages.indexOf(known) ? coverage : known
  }
  return weakest
}
