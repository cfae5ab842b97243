import type { Random } from '../foundation/random.ts'

/**
 * Names in turn, each exactly as often as its weight says: with whole weights, after every (sum of weights) turns, and
 * spread evenly in between. Each turn goes to the name that is furthest behind; `random` breaks ties only.
 */
export function weightedTurns<T>(weights: readonly (readonly [T, number])[], random: Random): () => T {
  const names = weights.map(([name]) => name)
  const shares = weights.map(([, weight]) => weight)
  const total = shares.reduce((sum, weight) => sum + weight, 0)
  const deficits = shares.map(() => 0)
  return () => {
    let chosen = 0
    let ties = 0
    for (let index = 0; index < deficits.length; index++) {
      deficits[index]! += shares[index]!
      const ahead = deficits[index]! - deficits[chosen]!
      if (index === 0 || ahead > 0) {
        chosen = index
        ties = 1
      } else if (ahead === 0 && random.integer(0, ties++) === 0) chosen = index
    }
    deficits[chosen]! -= total
    return names[chosen]!
  }
}

/** Names at random, each as likely as its weight says. */
export function weightedDraws<T>(weights: readonly (readonly [T, number])[], random: Random): () => T {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  const possible = weights.filter(([, weight]) => weight > 0)
  return () => {
    let left = random.next() * total
    for (const [name, weight] of possible) {
      left -= weight
      if (left < 0) return name
    }
    return possible.at(-1)![0]
  }
}
