/** Fewer differences cannot reach a one-sided chance of `tail`, whatever they are: all of one sign have the chance 2^-n. */
export function fewestRounds(tail: number): number {
  let rounds = 1
  while (2 ** -rounds > tail) rounds++
  return rounds
}
