import { fewestRounds } from './fewest-rounds.ts'
import { spendLevel } from './spend-level.ts'

/** The fewest rounds at a look that can decide anything of so many gated metrics, whatever they show. */
export function roundsToTell(
  gated: number,
  falseAlarms: number,
  looks: readonly number[],
  look: number,
): number {
  // The first that Holm's steps reject is held against the smallest share; so is an undecided one's interval.
  return fewestRounds(spendLevel(falseAlarms, looks, look) / 2 / Math.max(1, gated))
}
