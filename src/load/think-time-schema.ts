import { milliseconds, millisecondsFromZero, z } from '../foundation/schema.ts'

const uniformForm = z
  .strictObject({ minMs: millisecondsFromZero(), maxMs: millisecondsFromZero() })
  .refine(({ minMs, maxMs }) => maxMs >= minMs, {
    path: ['maxMs'],
    error: 'a number of milliseconds that is not below minMs',
  })
const exponentialForm = z.strictObject({ meanMs: milliseconds() })

/** `thinkTimeMs` of closed executors: constant, uniform or exponential. */
export const thinkTimeSchema = z.union([millisecondsFromZero(), uniformForm, exponentialForm], {
  error: 'a number of milliseconds, { minMs, maxMs } or { meanMs }',
})

/** The schema of the form that a value was meant to have; null where it resembles none. */
export function thinkTimeForm(value: unknown): typeof uniformForm | typeof exponentialForm | null {
  if (typeof value !== 'object' || value === null) return null
  if ('meanMs' in value) return exponentialForm
  return 'minMs' in value || 'maxMs' in value ? uniformForm : null
}
