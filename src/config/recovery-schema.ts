import { milliseconds, positive, z } from '../foundation/schema.ts'

const hundreds = 'a number of milliseconds in whole hundreds: 100, 200, ...'
const belowOne = 'a number above 0 and below 1'
const wholeHundreds = () => milliseconds().refine((ms) => ms % 100 === 0, { error: hundreds })

/** `recovery` of a scenario. `resolveRecovery` applies the defaults that follow from the load. */
export const recoverySchema = z.strictObject({
  steadyMs: wholeHundreds()
    .optional()
    .describe(
      'how long the steady state is measured after the warm-up, before any fault; 30 % of the load by default',
    ),
  livenessMs: wholeHundreds()
    .optional()
    .describe('how long before the end of the load all faults are healed; 30 % of the load by default'),
  // At 1 no throughput would be too little, and no share of failures too large.
  within: positive(belowOne)
    .lt(1, { error: belowOne })
    .default(0.2)
    .describe('recovered: p99 is at most by this share above the steady one, and throughput below'),
  windowMs: wholeHundreds()
    .optional()
    .describe(
      'how long a window of throughput is; by default 1,000, more where fewer than 100 iterations come in that, and at most a third of a phase',
    ),
})
