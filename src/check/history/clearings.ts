import type { Conflict } from './conflict.ts'
import { Coverage } from './coverage.ts'
import type { RankedHistory } from './ranked-history.ts'

/** One way out of a conflict: these messages were taken, by this rank at the latest. */
export interface Clearing {
  by: number
  messages: number[]
}

/** A message, or an empty answer, that needs an instant in [from, to] without anything that goes first. */
interface Need {
  own: number
  /** Equals that had gone in before this rank go first as well. */
  before: number
  from: number
  to: number
}

/**
 * Every way worth trying out of `conflict`, earliest first. If `gone` can be extended to something legal, then by one of
 * them: the first instant that delivered messages leave free, and the first after each indeterminate dequeue's beginning.
 */
export function clearings(
  history: RankedHistory,
  missing: Int32Array,
  conflict: Conflict,
  gone: Int32Array,
  stable: boolean,
): Clearing[] {
  const need = needOf(history, conflict, stable)
  const delivered = coverDelivered(history, need.own)
  return instants(history, delivered, need).flatMap((by) => {
    const messages = [...missing].filter((message) => {
      return gone[message]! > by && goesFirst(history, message, need, by)
    })
    return messages.length > 0 ? [{ by, messages }] : []
  })
}

function needOf(history: RankedHistory, conflict: Conflict, stable: boolean): Need {
  const { classes, classOf, enqueueFrom, dequeueFrom, dequeueTo, dequeueOf, emptyFrom, emptyTo } = history
  const ofMessage = (message: number, from: number, to: number): Need => {
    return { own: classOf[message]!, before: stable ? enqueueFrom[message]! : -1, from, to }
  }
  switch (conflict.kind) {
    case 'not-empty': {
      const { empty } = conflict
      return { own: classes, before: -1, from: emptyFrom[empty]!, to: emptyTo[empty]! }
    }
    case 'blocked': {
      const { message } = conflict
      return ofMessage(message, dequeueFrom[message]!, dequeueTo[message]!)
    }
    case 'order': {
      const { first, second, latest } = conflict
      if (dequeueOf[first]! < 0) return ofMessage(second, dequeueFrom[second]!, dequeueTo[second]!)
      // The second comes out by its end, so the first, which is ahead, has to find an instant by then.
      return ofMessage(first, dequeueFrom[first]!, latest)
    }
  }
}

/** What delivered messages of earlier served classes cover, whoever took the others. */
function coverDelivered(
  { never, byEnqueueFrom, classStart, dequeueOf, enqueueTo, dequeueFrom }: RankedHistory,
  own: number,
) {
  const inside = new Coverage(never + 1)
  for (const message of byEnqueueFrom.subarray(0, classStart[own])) {
    if (dequeueOf[message]! >= 0) inside.cover(enqueueTo[message]!, dequeueFrom[message]!)
  }
  return inside
}

function instants({ takers, endlessFrom }: RankedHistory, delivered: Coverage, { from, to }: Need): number[] {
  const found = new Set<number>()
  const begins = [...takers, endlessFrom].filter((rank) => rank > from && rank <= to)
  for (const rank of [from, ...begins]) {
    const free = delivered.firstFrom(rank)
    if (free <= to) found.add(free)
  }
  return [...found].sort((a, b) => a - b)
}

function goesFirst(history: RankedHistory, message: number, need: Need, by: number): boolean {
  const { classOf, enqueueTo } = history
  const own = classOf[message]!
  return own < need.own ? enqueueTo[message]! < by : own === need.own && enqueueTo[message]! < need.before
}
