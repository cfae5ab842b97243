import { canonicalJson } from './value-numbers.ts'

/** A total order of JSON values: numbers by size, then strings, then the rest by their text. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [kindA, kindB] = [kindOf(a), kindOf(b)]
  if (kindA !== kindB) return kindA - kindB
  const [textA, textB] =
    typeof a === 'string' && typeof b === 'string' ? [a, b] : [canonicalJson(a), canonicalJson(b)]
  if (textA === textB) return 0
  return textA < textB ? -1 : 1
}

function kindOf(value: unknown): number {
  if (typeof value === 'number') return 0
  return typeof value === 'string' ? 1 : 2
}
