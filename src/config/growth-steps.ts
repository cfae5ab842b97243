/** Twice as much at most from one probe to the next, where there are enough of them: a target is not overrun by far. */
const gentlest = 2

/** In how many steps of equal ratio a search goes from the lowest rate to the highest; null: `maxProbes` are too few. */
export function growthSteps(ratio: number, tolerance: number, maxProbes: number): number | null {
  for (let steps = gentlestSteps(ratio); steps >= 1; steps--) {
    if (probesFor(ratio, tolerance, steps) <= maxProbes) return steps
  }
  return null
}

/** The fewest probes with which a search over `ratio` can always come down to `tolerance`. */
export function fewestProbes(ratio: number, tolerance: number): number {
  const steps = Array.from({ length: gentlestSteps(ratio) }, (_, index) => index + 1)
  return Math.min(...steps.map((count) => probesFor(ratio, tolerance, count)))
}

function gentlestSteps(ratio: number): number {
  return Math.max(1, Math.ceil(Math.log(ratio) / Math.log(gentlest) - 1e-9))
}

/**
 * The most probes that a search takes which repeats none. At worst the breach comes at the last step: those, the lowest
 * rate, and the halvings of the last gap.
 */
export function probesFor(ratio: number, tolerance: number, steps: number): number {
  return 1 + steps + halvings(ratio ** (1 / steps), tolerance)
}

/** How often a gap of this ratio is halved, on the logarithm, until it is within the tolerance. */
export function halvings(ratio: number, tolerance: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.log(ratio) / Math.log1p(tolerance)) - 1e-9))
}
