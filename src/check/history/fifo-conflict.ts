import type { Conflict } from './conflict.ts'
import { Coverage } from './coverage.ts'
import { missingMessages, takerRank, type QueueHistory } from './queue-history.ts'

/**
 * Decides in O(n) after ranking whether the history is that of a FIFO queue. Why this is exact:
 *
 * Without empty answers and indeterminate dequeues the history is legal iff no two messages contradict each other: x into
 * the queue strictly before y, and y out strictly before x (Henzinger, Sezgin, Vafeiadis, CONCUR 2013, name this and the
 * other kinds of violation; Bouajjani et al., ICALP 2015, reduce to such patterns). "Into before" comes from intervals, so
 * of x1 < x2 and y1 < y2 one of x1 < y2, y1 < x2 holds, and each longer cycle has a shorter one inside. That needs no
 * interval order on the other side, and so a drain, whose messages come out in a known order, is covered as well.
 *
 * An empty answer is legal iff some instant of it lies in no message's certain presence, the open interval between the
 * end of its enqueue and the start of its dequeue; taken one message at a time this would miss unions.
 *
 * An indeterminate dequeue took one of the messages that vanished, or none. Giving the earliest of them to the message
 * that was acknowledged first, the next to the next, is never worse than another choice: exchanging two shortens the
 * union of presences and each of the two keeps its deadline. So one matching decides, with empty answers too.
 *
 * The papers prove their own parts; that the whole is exact is our evidence: compared with exhaustive search, see
 * test/property/check/history.
 */
export function findFifoConflict(history: QueueHistory): Conflict | null {
  const dequeueFrom = matchTakers(history)
  return orderConflict(history, dequeueFrom) ?? drainConflict(history) ?? emptyConflict(history, dequeueFrom)
}

/** The start of each message's dequeue, where those that vanished are taken as early as they can be. */
export function matchTakers(history: QueueHistory): Int32Array {
  const dequeueFrom = history.dequeueFrom.slice()
  missingMessages(history).forEach((message, i) => {
    dequeueFrom[message] = Math.max(history.enqueueFrom[message]!, takerRank(history, i))
  })
  return dequeueFrom
}

/** Of the messages that went in certainly before y, the one that comes out last must not come out certainly after y. */
function orderConflict(history: QueueHistory, dequeueFrom: Int32Array): Conflict | null {
  const { count, never, enqueueFrom, enqueueTo, dequeueTo } = history
  const lastOut = new Int32Array(never + 1).fill(-1)
  for (let message = 0; message < count; message++) {
    const at = enqueueTo[message]!
    if (lastOut[at]! < 0 || dequeueFrom[message]! > dequeueFrom[lastOut[at]!]!) lastOut[at] = message
  }
  for (let rank = 1; rank <= never; rank++) {
    const before = lastOut[rank - 1]!
    if (before < 0) continue
    if (lastOut[rank]! < 0 || dequeueFrom[before]! > dequeueFrom[lastOut[rank]!]!) lastOut[rank] = before
  }
  for (let second = 0; second < count; second++) {
    const start = enqueueFrom[second]!
    const first = start > 0 ? lastOut[start - 1]! : -1
    const latest = dequeueTo[second]!
    if (first < 0 || dequeueFrom[first]! <= latest) continue
    return { kind: 'order', first, second, earliest: dequeueFrom[first]!, latest }
  }
  return null
}

/** Within a drain, nothing may come out after something that went in certainly later. */
function drainConflict({
  drains,
  enqueueFrom,
  enqueueTo,
  dequeueFrom,
  dequeueTo,
}: QueueHistory): Conflict | null {
  for (const drain of drains) {
    let latest = -1
    for (const message of drain) {
      if (latest >= 0 && enqueueFrom[latest]! > enqueueTo[message]!) {
        const [earliest, end] = [dequeueFrom[message]!, dequeueTo[latest]!]
        return { kind: 'order', first: message, second: latest, earliest, latest: end }
      }
      if (latest < 0 || enqueueFrom[message]! > enqueueFrom[latest]!) latest = message
    }
  }
  return null
}

function emptyConflict(history: QueueHistory, dequeueFrom: Int32Array): Conflict | null {
  const { count, never, enqueueTo, empties, emptyFrom, emptyTo } = history
  if (empties.length === 0) return null
  const inside = new Coverage(never + 1)
  for (let message = 0; message < count; message++) inside.cover(enqueueTo[message]!, dequeueFrom[message]!)
  const empty = emptyFrom.findIndex((from, i) => inside.firstFrom(from) > emptyTo[i]!)
  return empty < 0 ? null : { kind: 'not-empty', empty }
}
