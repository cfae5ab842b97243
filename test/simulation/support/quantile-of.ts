/** Where an ascending distribution function reaches `share`, by halving [0, `atMost`]. */
export function quantileOf(distribution: (ms: number) => number, share: number, atMost: number): number {
  let [low, high] = [0, atMost]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (distribution(middle) < share) low = middle
    else high = middle
  }
  return high
}
