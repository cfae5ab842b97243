import type { FaultDefinition } from '../chaos/fault.ts'
import { faults } from '../chaos/faults.ts'
import { custom, fraction, oneOf, positive, z } from '../foundation/schema.ts'
import { recoverySchema } from './recovery-schema.ts'

const definitions: readonly FaultDefinition[] = faults

/** `faults` of a scenario is read by `resolveFaults`; the rest here. */
export const faultsFields = {
  faults: z
    .unknown()
    .optional()
    .describe('what goes wrong, and when: a list of faults, see [their kinds](faults.md)'),
  chaos: z
    .strictObject({
      intensity: positive()
        .and(fraction())
        .default(0.5)
        .describe('how much goes wrong, above 0, up to 1: about 20 faults at 1'),
      kinds: z
        .array(oneOf(definitions.map(({ kind }) => kind) as [string, ...string[]]), {
          error: 'a list of kinds',
        })
        .min(1, { error: 'at least one kind' })
        .nullable()
        .default(null)
        .describe(
          'what to draw from; by default, all that the target has the fault points for and a system can survive, but for those that act on the process of the load itself',
        ),
      swarm: z
        .boolean({ error: 'true or false' })
        .default(false)
        .describe('for each seed only some of the kinds, with very different weights'),
    })
    .optional()
    .describe('faults drawn from the seed; not together with `faults`'),
  recovery: recoverySchema
    .optional()
    .describe(
      'steady state, faults, healing, and a window in which all must work again, judged one by one; `true` for the defaults; for loads that last for a time, at one level',
    ),
  faultPoints: custom<(target: never) => Record<string, unknown>>(
    'a function from the target to an object of what faults can act on, by name',
    (value) => typeof value === 'function',
  )
    .optional()
    .describe('what faults can act on, by name, beside the processor, queue and core that are recognised'),
}
