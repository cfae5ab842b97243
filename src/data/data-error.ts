import { InputError } from '../foundation/problem.ts'

/** A source that cannot give what the load needs. It ends the run: an iteration without its data tells nothing. */
export function dataError(expected: string, got: string): InputError {
  return new InputError('data', [{ path: 'data', expected, got }])
}

/** Fewer items than the plan will ask for; known before the load. */
export function tooFewItems(planned: number, count: number, name: string): InputError {
  return dataError(
    `at least ${formatCount(planned)} items for ${formatCount(planned)} planned iterations`,
    `${formatCount(count)} (${name})`,
  )
}

/** No item is left for the iteration of this index. */
export function noItemLeft(index: number, because: string): InputError {
  return dataError(`an item for iteration ${formatCount(index)}`, `none: ${because}`)
}

/** The source's own code has thrown. */
export function sourceFailed(expected: string, name: string, error: unknown): InputError {
  if (error instanceof InputError) return error
  return dataError(expected, `an error of ${name}: ${describeThrown(error)}`)
}

/** Anything may be thrown. */
function describeThrown(error: unknown): string {
  try {
    if (error instanceof Error) return String(error)
    return typeof error === 'string' ? error : (JSON.stringify(error) ?? typeof error)
  } catch {
    return 'something that cannot be shown'
  }
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

export function countItems(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'item' : 'items'}`
}
