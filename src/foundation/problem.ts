import { distance } from 'fastest-levenshtein'

/** One thing that is wrong with what the user wrote. */
export interface Problem {
  /** Where, as the user would write it: `load.ratePerSecond`. */
  path: string
  /** What would have been right: `a number above 0`. */
  expected: string
  /** What was there, rendered: `"fast"`. */
  got: string
  /** The valid name that was most likely meant, for an unknown one. */
  nearest?: string
  /** Where the unknown name is a valid one: `budgets.windows`. */
  elsewhere?: readonly string[]
}

/** A mistake in what the user wrote, with every problem found. It has no stack: the place is in the problems. */
export class InputError extends Error {
  override name = 'InputError'
  declare readonly problems: readonly Problem[]
  constructor(subject: string, problems: readonly Problem[]) {
    super(
      `${subject}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
    )
    // Not enumerable: the message tells them already, and reporters would print the whole array after it.
    Object.defineProperty(this, 'problems', { value: problems })
    this.stack = `${this.name}: ${this.message}`
  }
}

export function formatProblem({ path, expected, got, nearest, elsewhere }: Problem): string {
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return `${path}: expected ${expected}, got ${got}${elsewhere === undefined ? hint : existing(elsewhere)}`
}

function existing(places: readonly string[]): string {
  return `; ${places.join(' and ')} ${places.length === 1 ? 'exists' : 'exist'}`
}

/** A value as it is shown in a problem: short, on one line. */
export function renderValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return value.name ? `function ${value.name}` : 'a function'
  if (value instanceof Promise) return 'a promise'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (value instanceof Date || value instanceof RegExp || value instanceof URL) return String(value)
  if (typeof value === 'symbol') return value.toString()
  let text: string
  try {
    text = JSON.stringify(value) ?? typeof value
  } catch {
    text = 'an object that refers to itself'
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** The name in `names` that is closest to `name`, if it is close enough to be a slip. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.ceil(name.length / 2)) + 1
  for (const candidate of names) {
    // The start of a name counts as a small slip, the smaller the less is missing.
    const isStart = candidate.toLowerCase().startsWith(name.toLowerCase()) && name.length > 2
    const prefix = isStart ? 0.5 + 0.02 * (candidate.length - name.length) : Infinity
    const d = Math.min(prefix, distance(name.toLowerCase(), candidate.toLowerCase()))
    if (d < bestDistance) [best, bestDistance] = [candidate, d]
  }
  return best
}
