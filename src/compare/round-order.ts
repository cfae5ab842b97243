import { shuffle } from '../data/shuffle.ts'
import { seededRandom } from '../foundation/random.ts'

/**
 * In which order the variants (0 to `variants` - 1) have their turns in each of `rounds` rounds: each once a round. Two take
 * turns to be first, so that each is first once in rounds 1 and 2, in 3 and 4, and so on, and chance decides which begins;
 * more are shuffled. More rounds with the same seed begin with the same orders.
 */
export function roundOrder(variants: number, rounds: number, seed: number): number[][] {
  const random = seededRandom(seed).fork('order of rounds')
  return Array.from({ length: rounds }, (_, round) => {
    if (variants !== 2) return [...shuffle(variants, random.fork(`round ${round}`))]
    const first = random.fork(`rounds ${round >> 1}`).integer(0, 1)
    return (first + round) % 2 === 0 ? [0, 1] : [1, 0]
  })
}
