import { InputError } from './problem.ts'

/** Errors of other classes that tell of a mistake as well: a `TypeError` stays one. */
const others = new WeakSet<Error>()

/** Marks an error of ours with which the caller is told of a mistake of theirs, where it is no `InputError`. Returns it. */
export function asMistake<E extends Error>(error: E): E {
  others.add(error)
  return error
}

/**
 * Whether it tells of a mistake in how something of ours was called: it says nothing of the system under test. Never throws,
 * whatever was thrown.
 */
export function isMistake(error: unknown): error is Error {
  try {
    return error instanceof InputError || (error instanceof Error && others.has(error))
  } catch {
    // Of a proxy that was revoked, nothing can be asked.
    return false
  }
}
