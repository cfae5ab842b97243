/** Where `f`, which rises, reaches `target` between `from` and `to`; the ends themselves where it does not. */
export function bisect(f: (x: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to]
  // Each step halves the stretch; it is over when no number lies between the two.
  for (let step = 0; step < 200; step++) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) break
    if (f(middle) < target) low = middle
    else high = middle
  }
  return high
}
