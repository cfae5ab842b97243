import { canonicalJson } from './value-numbers.ts'

/** What a Map can look a message id up by: ids that are objects are equal by content. */
export function identityOf(id: unknown): unknown {
  return typeof id === 'object' && id !== null ? `\0${canonicalJson(id)}` : id
}

/** An id as the name of a field of a report. */
export function fieldNameOf(id: unknown): string {
  return typeof id === 'string' ? id : canonicalJson(id)
}
