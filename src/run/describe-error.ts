import { InputError } from '../foundation/problem.ts'
import { messageOf } from '../record/failure-reasons.ts'

/** The text of whatever was thrown; the name of an error, if it says more than that it is one. */
export function describeError(error: unknown): string {
  try {
    if (error instanceof InputError) return error.message
    const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : ''
    return `${name}${messageOf(error)}`
  } catch {
    return messageOf(error)
  }
}
