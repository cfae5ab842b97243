import { renderValue } from '../../foundation/problem.ts'
import type { DataFormat } from '../format.ts'

/** One JSON array. */
export const json = {
  name: 'json',
  extensions: ['.json'],
  hasColumns: false,
  read(text, _, problems) {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (error) {
      problems.add(null, 'a JSON array', `text that is no JSON: ${(error as Error).message}`)
      return []
    }
    if (Array.isArray(value)) return value
    problems.add(null, 'a JSON array', renderValue(value))
    return []
  },
} as const satisfies DataFormat
