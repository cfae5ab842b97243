/** In standard deviations: chance goes beyond it once in a hundred times. */
export const chanceDeviations = 2.33

/** So many of `count` samples may be above a level that a `share` of them is above in the long run. */
export function mostByChance(count: number, share: number): number {
  return Math.floor(count * share + chanceDeviations * Math.sqrt(count * share * (1 - share)) + 1)
}
