import { millisecondsFromZero, z } from '../foundation/schema.ts'

/** A day: slices are kept no longer. */
const longestWindowMs = 86_400_000

const wholeSeconds = 'a length in whole seconds: 1000, 2000, ... up to 86400000 milliseconds'
const everyMs = z
  .number({ error: wholeSeconds })
  .refine((ms) => ms % 1_000 === 0 && ms >= 1_000 && ms <= longestWindowMs, { error: wholeSeconds })
  .describe('how long a window is, in milliseconds: whole seconds')

const abortOnBreach = z
  .union([z.literal(true), z.strictObject({ afterMs: millisecondsFromZero() })], {
    error: 'true, or { afterMs } with a number of milliseconds',
  })
  .optional()
  .describe(
    'ends the run at the end of a window that misses a limit; not earlier than `afterMs` of the steady phase',
  )

/** `budgets.windows`, with the limits that a part of a load may have. */
export function windowsSchema<Fields extends z.ZodRawShape>(groupFields: Fields) {
  return z.array(z.strictObject({ everyMs, abortOnBreach, ...groupFields }), {
    error: 'a list of { everyMs, ...limits }',
  })
}
