import type { Operation } from '../../model/history.ts'

/** The messages that an operation certainly removed, in order. */
export function deliveredValues(operation: Operation): readonly unknown[] {
  const { f, outcome, output } = operation
  if (outcome !== 'ok') return []
  if (f === 'drain') return Array.isArray(output) ? output : []
  return f === 'dequeue' && !isEmptyAnswer(operation) ? [output] : []
}

/** A dequeue that was told: nothing inside. */
export function isEmptyAnswer({ f, outcome, output }: Operation): boolean {
  return f === 'dequeue' && outcome === 'ok' && (output === null || output === undefined)
}
