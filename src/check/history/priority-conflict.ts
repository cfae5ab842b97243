import { classOrderConflict, drainOrderConflict } from './class-order.ts'
import type { Conflict } from './conflict.ts'
import { Coverage } from './coverage.ts'
import type { RankedHistory } from './ranked-history.ts'

/**
 * Decides in O(n log n), for any number of classes, whether the history is that of a priority queue in which `dequeueFrom`
 * says from when each message can have been out (`never`: it stayed inside). With `stable`, equals come out in order.
 *
 * A message comes out at an instant that lies in no certain presence (end of enqueue, start of dequeue) of a message served
 * before it. Classes are settled from the first served on, so the presences that matter to a class are those merged so far,
 * and each rank is covered once. Taken one presence at a time this would miss unions. Why it is exact: let each message
 * come out at its first free instant q and go in at the end of its enqueue, or at q if that is earlier. It is then inside
 * longer than was certain only while something served before it was inside as well, so no other message finds more
 * covered. An empty answer is a message of a class behind the last.
 *
 * Stable: FIFO inside a class, with the first free instant in place of the start of the dequeue. The two rules side by
 * side, each on the plain intervals, are not enough: what goes first can delay x so much that y behind it, free itself,
 * cannot wait for it. Waiting for an equal that was delayed covers nothing new, for the same reason as above.
 *
 * (Lee and Mathur, arXiv 2410.04581, also decide priority queues in log-linear time, for complete histories. That our rules
 * are exact, with drains, info and ties, is our own evidence: see test/property/check/history.)
 */
export function findPriorityConflict(
  history: RankedHistory,
  dequeueFrom: Int32Array,
  stable: boolean,
): Conflict | null {
  const { classes, classStart, byEnqueueFrom, never, enqueueTo, dequeueTo, emptyFrom, emptyTo } = history
  const drained = stable ? drainOrderConflict(history) : null
  if (drained) return drained
  const inside = new Coverage(never + 1)
  for (let own = 0; own < classes; own++) {
    const members = byEnqueueFrom.subarray(classStart[own], classStart[own + 1])
    for (const message of members) {
      if (inside.firstFrom(dequeueFrom[message]!) > dequeueTo[message]!) return { kind: 'blocked', message }
    }
    const conflict = stable ? classOrderConflict(history, own, dequeueFrom, inside) : null
    if (conflict) return conflict
    for (const message of members) inside.cover(enqueueTo[message]!, dequeueFrom[message]!)
  }
  const empty = emptyFrom.findIndex((start, i) => inside.firstFrom(start) > emptyTo[i]!)
  return empty < 0 ? null : { kind: 'not-empty', empty }
}
