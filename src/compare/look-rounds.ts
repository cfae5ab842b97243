/** More looks cost rounds at each; fewer find the end later. */
const mostFurther = 3

/**
 * After how many rounds the results are looked at: after `rounds`, and then evenly up to `maxRounds`, three times at the
 * most and each half of `rounds` later at least. 12 and 30: 12, 18, 24, 30.
 */
export function lookRounds(rounds: number, maxRounds: number): number[] {
  const left = maxRounds - rounds
  if (left <= 0) return [rounds]
  const further = Math.min(mostFurther, Math.max(1, Math.floor((2 * left) / rounds)))
  return Array.from({ length: further + 1 }, (_, look) => rounds + Math.round((left * look) / further))
}
