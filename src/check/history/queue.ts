import { z } from '../../foundation/schema.ts'
import { defineHistoryChecker } from './checker.ts'
import { traceDeliveries } from './trace-deliveries.ts'

/**
 * In time order, every delivery consumes a copy that was not yet consumed. Which copy does not matter: those that an
 * earlier delivery could have consumed are among those of every later one.
 */
export const queue = defineHistoryChecker({
  name: 'queue',
  summary: 'Every delivery comes from an enqueue of its own that had begun and did not fail.',
  optionsSchema: z.strictObject({}),
  check(operations) {
    const trace = traceDeliveries(operations)
    if ('sentence' in trace) return { valid: false, verdict: 'fail', proof: trace }
    return { valid: true, verdict: 'pass', proof: null }
  },
})
