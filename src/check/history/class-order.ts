import type { Conflict } from './conflict.ts'
import type { Coverage } from './coverage.ts'
import type { RankedHistory } from './ranked-history.ts'

/**
 * Whether the messages of class `own` can come out in the order in which they went in, where `inside` is covered by what
 * goes first. A sweep by the start of the enqueue: of those that had certainly gone in before, the one whose first free
 * instant is last must not be later than this one's end. (Its own last free instant need not be known: a free instant
 * of it at or after the other's start would be free for the other as well.)
 */
export function classOrderConflict(
  history: RankedHistory,
  own: number,
  dequeueFrom: Int32Array,
  inside: Coverage,
): Conflict | null {
  const { classStart, enqueueFrom, enqueueTo, dequeueTo } = history
  const [start, end] = [classStart[own]!, classStart[own + 1]!]
  let [first, earliest, next] = [-1, -1, start]
  for (let i = start; i < end; i++) {
    const second = history.byEnqueueFrom[i]!
    for (; next < end; next++) {
      const message = history.byEnqueueTo[next]!
      if (enqueueTo[message]! >= enqueueFrom[second]!) break
      const free = inside.firstFrom(dequeueFrom[message]!)
      if (free > earliest) [first, earliest] = [message, free]
    }
    const latest = dequeueTo[second]!
    if (earliest > latest) return { kind: 'order', first, second, earliest, latest }
  }
  return null
}

/** Within a drain, nothing may come out after an equal that went in certainly later. */
export function drainOrderConflict(history: RankedHistory): Conflict | null {
  const { drains, classOf, enqueueFrom, enqueueTo, dequeueFrom, dequeueTo } = history
  for (const drain of drains) {
    const latest = new Map<number, number>()
    for (const first of drain) {
      const second = latest.get(classOf[first]!)
      if (second === undefined || enqueueFrom[first]! > enqueueFrom[second]!)
        latest.set(classOf[first]!, first)
      if (second === undefined || enqueueFrom[second]! <= enqueueTo[first]!) continue
      return { kind: 'order', first, second, earliest: dequeueFrom[first]!, latest: dequeueTo[second]! }
    }
  }
  return null
}
