/** Where the series gives way to the continued fraction. */
const tailFrom = 3

/** The chance that a standard normal value is at most `x`, to 14 digits or so in the tails too. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x > tailFrom) return 1 - upperTail(x)
  if (x < -tailFrom) return upperTail(-x)
  // Marsaglia, "Evaluating the normal distribution", 2004: phi(x) * (x + x^3/3 + x^5/(3*5) + ...).
  let [term, sum] = [x, x]
  for (let i = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); i += 2) {
    term *= (x * x) / i
    sum += term
  }
  return 0.5 + sum * density(x)
}

/** Laplace's continued fraction: phi(x) / (x + 1 / (x + 2 / (x + ...))). */
function upperTail(x: number): number {
  let below = x
  for (let k = 150; k >= 1; k--) below = x + k / below
  return density(x) / below
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
}
