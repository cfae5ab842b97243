/** What became of one hypothesis. */
export interface HolmStep {
  rejected: boolean
  /** What its chance was held against: the level of the step that rejected it, or at which the rejecting ended. */
  level: number
}

/**
 * Holm's step-down (1979): the smallest of k chances is held against `level` / k, the next against `level` / (k - 1), and so
 * on, until one is above. The chance of rejecting any hypothesis that is true is at most `level`, however they depend on
 * each other: of m true ones, the first to be rejected meets a step of at most `level` / m.
 */
export function holm(chances: readonly number[], level: number): HolmStep[] {
  const order = [...chances.keys()].sort((a, b) => chances[a]! - chances[b]!)
  const firstKept = order.findIndex((index, step) => !(chances[index]! <= level / (order.length - step)))
  const steps = firstKept < 0 ? order.length : firstKept
  const result: HolmStep[] = []
  for (const [step, index] of order.entries()) {
    const rejected = step < steps
    result[index] = { rejected, level: level / (order.length - Math.min(step, steps)) }
  }
  return result
}
