import { renderValue } from '../../foundation/problem.ts'
import { wholeFromZero, z } from '../../foundation/schema.ts'
import { defineHistoryChecker, verdictOf, type Proof } from './checker.ts'
import { compareValues } from './compare-values.ts'
import { countOvertakers, overtakersOf } from './count-overtakers.ts'
import { fieldNameOf } from './identity.ts'
import { readOvertaking, type Served, type Waiting } from './read-overtaking.ts'

/**
 * How many messages of lower priority overtook each message. Where the format is silent:
 * - only messages that were overtaken at all are listed, and only messages that came out can have been overtaken;
 * - `bound` is 0 unless given; a missing priority is 0;
 * - a message's dequeue is its first delivery; a delivery by a drain has the drain's interval, and within one drain the
 *   delivery order counts;
 * - with several copies of an id, the first acknowledged one waits, and the highest priority of all overtakes;
 * - what was never enqueued has no priority and overtakes nothing.
 */
export const priorityInversion = defineHistoryChecker({
  name: 'priority-inversion',
  reads: 'order',
  summary: 'No message is overtaken by more than `bound` messages of lower priority.',
  optionsSchema: z.strictObject({
    bound: wholeFromZero().default(0).describe('most messages that may overtake one'),
  }),
  check(operations, { bound }) {
    const { waiting, served } = readOvertaking(operations)
    const counts = countOvertakers(waiting, served)
    const overtaken = waiting
      .map(({ value }, index) => ({ value, count: counts[index]! }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => compareValues(a.value, b.value))
    const maxOvertakes = overtaken.reduce((max, { count }) => Math.max(max, count), 0)
    const valid = maxOvertakes <= bound
    return {
      valid,
      verdict: verdictOf(valid),
      overtaken: Object.fromEntries(overtaken.map(({ value, count }) => [fieldNameOf(value), count])),
      maxOvertakes,
      proof: valid ? null : proofOf(waiting[counts.indexOf(maxOvertakes)]!, served, maxOvertakes, bound),
    }
  },
})

function proofOf(message: Waiting, served: readonly Served[], count: number, bound: number): Proof {
  const { value, priority, from, until } = message
  const others = overtakersOf(message, served).slice(0, 7)
  const who = `${count} ${count === 1 ? 'message' : 'messages'} of lower priority`
  const allowed = bound === 0 ? '' : `, more than the ${bound} allowed`
  return {
    sentence: `${renderValue(value)} (priority ${priority}) was inside from ${from} on and came out at ${until} at the earliest, yet ${who} came out in between${allowed}`,
    messages: [message, ...others].map(({ value, enqueue, dequeue }) => ({ value, enqueue, dequeue })),
  }
}
