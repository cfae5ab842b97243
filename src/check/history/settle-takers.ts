import type { Conflict } from './conflict.ts'
import { clearings } from './clearings.ts'
import { guessTakers } from './guess-takers.ts'
import { findPriorityConflict } from './priority-conflict.ts'
import { missingMessages, takerRank } from './queue-history.ts'
import type { RankedHistory } from './ranked-history.ts'

/**
 * Decides a history in which indeterminate dequeues may have taken messages that vanished. Which of them, and when, is a
 * choice: a message of high priority blocks more, one that was acknowledged early blocks longer. So, cheapest first:
 * legal if they took nothing; illegal if it is so even without the vanished messages; legal if each took at once what a
 * queue would have given it; else a search over what must be gone by when. Between two indeterminate dequeues' beginnings
 * waiting gains nothing, so the search tries, for each conflict, only the first free instant after each beginning: it is
 * complete. Its cost is in the number of dequeues that were indeterminate, not of operations.
 */
export function settleTakers(
  history: RankedHistory,
  stable: boolean,
  maxStates: number,
): Conflict | null | 'unknown' {
  const missing = missingMessages(history)
  const asRead = findPriorityConflict(history, history.dequeueFrom, stable)
  if (asRead === null || missing.length === 0 || takerRank(history, 0) === history.never) return asRead
  const without = history.dequeueFrom.slice()
  for (const message of missing) without[message] = history.enqueueFrom[message]!
  const definite = findPriorityConflict(history, without, stable)
  if (definite) return definite
  const guess = guessTakers(history, missing)
  if (findPriorityConflict(history, guess, stable) === null) return null
  const found = search(history, missing, stable, maxStates)
  if (found === 'unknown') return found
  return found ? null : asRead
}

/** By when messages must have been taken; those not listed stayed inside. */
type Taken = ReadonlyMap<number, number>

/** Depth first over the instants by which messages must have been taken, until no conflict is left. */
function search(
  history: RankedHistory,
  missing: Int32Array,
  stable: boolean,
  maxStates: number,
): boolean | 'unknown' {
  // One state walks the whole history; a state of the plain search costs as much as about twenty messages here.
  const cost = 1 + Math.floor(history.count / 20)
  let states = 0
  const seen = new Set<string>()
  const pending: Taken[] = [new Map()]
  for (let taken = pending.pop(); taken; taken = pending.pop()) {
    states += cost
    if (states > maxStates) return 'unknown'
    const gone = history.dequeueFrom.slice()
    for (const [message, by] of taken) gone[message] = by
    const conflict = findPriorityConflict(history, gone, stable)
    if (conflict === null) return true
    // Last in, first out: the earliest clearing, which needs the fewest messages gone, is tried first.
    for (const { by, messages } of clearings(history, missing, conflict, gone, stable).toReversed()) {
      const next = new Map(taken)
      for (const message of messages) next.set(message, by)
      if (!areTakersEnough(history, next)) continue
      const key = [...next].sort(([a], [b]) => a - b).join()
      if (seen.has(key)) continue
      seen.add(key)
      pending.push(next)
    }
  }
  return false
}

/** Each message that is gone by some instant needs an indeterminate dequeue of its own that had begun. */
function areTakersEnough(history: RankedHistory, taken: Taken): boolean {
  return Int32Array.from(taken.values())
    .sort()
    .every((instant, i) => instant >= takerRank(history, i))
}
