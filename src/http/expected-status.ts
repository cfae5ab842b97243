import { custom } from '../foundation/schema.ts'
import type { ExpectedStatus } from './request-options.ts'

export const expectedStatusText = 'a status, a list of them, "2xx" to "5xx", or "any"'

export function isExpectedStatus(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isStatus)
  return value === 'any' || isStatus(value) || (typeof value === 'string' && /^[2-5]xx$/.test(value))
}

const isStatus = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 999

export const expectedStatusSchema = custom<ExpectedStatus>(expectedStatusText, isExpectedStatus)

export function isAsExpected(status: number, expected: ExpectedStatus): boolean {
  if (typeof expected === 'number') return status === expected
  if (typeof expected !== 'string') return expected.includes(status)
  return expected === 'any' || Math.floor(status / 100) === Number(expected[0])
}

export const renderExpected = (expected: ExpectedStatus): string =>
  typeof expected === 'object' ? expected.join(' or ') : String(expected)
