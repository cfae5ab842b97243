import { count, z } from '../../foundation/schema.ts'
import { conflictProof } from './conflict-proof.ts'
import type { Judgement } from './decide-order.ts'
import type { QueueHistory } from './queue-history.ts'
import { rankHistory } from './ranked-history.ts'
import { settleTakers } from './settle-takers.ts'

export const priorityOptions = z.strictObject({
  maxStates: count()
    .default(1e6)
    .describe(
      'bound of the search, where a payload was enqueued several times or dequeues were indeterminate',
    ),
})

export function judgePriority(history: QueueHistory, stable: boolean, maxStates: number): Judgement {
  const ranked = rankHistory(history)
  const conflict = settleTakers(ranked, stable, maxStates)
  if (conflict === 'unknown') return conflict
  return conflict === null || conflictProof(ranked, conflict, ranked.dequeueFrom, ranked.classOf)
}
