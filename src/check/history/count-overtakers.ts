import type { Operation } from '../../model/history.ts'
import { FenwickTree } from './fenwick-tree.ts'
import type { Served, Waiting } from './read-overtaking.ts'
import { countUpTo } from './sorted-times.ts'

/** How many of `served` overtook each of `waiting`. O(n log n log c) for c priorities. */
export function countOvertakers(waiting: readonly Waiting[], served: readonly Served[]): Float64Array {
  const counts = new Float64Array(waiting.length)
  if (waiting.length === 0) return counts
  countBetweenOperations(waiting, served, counts)
  countWithinDrains(waiting, served, counts)
  return counts
}

/** Those that overtook one message. */
export function overtakersOf(message: Waiting, served: readonly Served[]): Served[] {
  return served.filter(({ priority, from, to, delivery }) => {
    if (priority >= message.priority || from <= message.from) return false
    return to < message.until || isEarlierInDrain(delivery, message.delivery)
  })
}

function isEarlierInDrain(a: Waiting['delivery'], b: Waiting['delivery']): boolean {
  return a.operation === b.operation && a.rank < b.rank
}

/**
 * Served inside the window of a message of higher priority: three conditions at once. The classes of priority are halved
 * again and again; of two halves, the upper half's windows are counted against the lower half's deliveries, by a sweep
 * over the ends that adds the starts to a tree.
 */
function countBetweenOperations(
  waiting: readonly Waiting[],
  served: readonly Served[],
  counts: Float64Array,
): void {
  const classOf = rankPriorities(waiting, served)
  const classes = classOf.size
  const servedClass = Int32Array.from(served, ({ priority }) => classOf.get(priority)!)
  const waitingClass = Int32Array.from(waiting, ({ priority }) => classOf.get(priority)!)
  const to = Float64Array.from(served, (message) => message.to)
  const until = Float64Array.from(waiting, (message) => message.until)
  const starts = Float64Array.from(served, ({ from }) => from).sort()
  const startRank = Int32Array.from(served, ({ from }) => countUpTo(starts, from) - 1)
  const firstInside = Int32Array.from(waiting, ({ from }) => countUpTo(starts, from))
  const tree = new FenwickTree(served.length)
  const split = (from: number, end: number, lower: Int32Array, upper: Int32Array): void => {
    if (end - from < 2 || lower.length === 0 || upper.length === 0) return
    const middle = (from + end) >>> 1
    const servedLow = lower.filter((index) => servedClass[index]! < middle)
    const waitingHigh = upper.filter((index) => waitingClass[index]! >= middle)
    let added = 0
    for (const index of waitingHigh) {
      while (added < servedLow.length && to[servedLow[added]!]! < until[index]!) {
        tree.add(startRank[servedLow[added++]!]!, 1)
      }
      counts[index]! += added - tree.sumOf(firstInside[index]!)
    }
    for (let i = 0; i < added; i++) tree.add(startRank[servedLow[i]!]!, -1)
    split(
      from,
      middle,
      servedLow,
      upper.filter((index) => waitingClass[index]! < middle),
    )
    split(
      middle,
      end,
      lower.filter((index) => servedClass[index]! >= middle),
      waitingHigh,
    )
  }
  split(0, classes, orderBy(to), orderBy(until))
}

function rankPriorities(waiting: readonly Waiting[], served: readonly Served[]): Map<number, number> {
  const priorities = new Set<number>()
  for (const { priority } of waiting) priorities.add(priority)
  for (const { priority } of served) priorities.add(priority)
  return new Map([...priorities].sort((a, b) => a - b).map((priority, index) => [priority, index]))
}

function orderBy(keys: Float64Array): Int32Array {
  return Int32Array.from(keys, (_, index) => index).sort((a, b) => keys[a]! - keys[b]!)
}

/** Within one drain the delivery order is known: counts those of lower priority that came out earlier. */
function countWithinDrains(
  waiting: readonly Waiting[],
  served: readonly Served[],
  counts: Float64Array,
): void {
  const drains = new Map<Operation, { rank: number; priority: number; waiting: number }[]>()
  const note = (message: Served | Waiting, index: number): void => {
    const { operation, rank } = message.delivery
    if (operation.f !== 'drain' || (index >= 0 && message.from >= operation.invokeTime)) return
    const list = drains.get(operation)
    const entry = { rank, priority: message.priority, waiting: index }
    if (list) list.push(entry)
    else drains.set(operation, [entry])
  }
  for (const message of served) note(message, -1)
  waiting.forEach(note)
  for (const entries of drains.values()) {
    const levels = Float64Array.from(new Set(entries.map(({ priority }) => priority))).sort()
    const tree = new FenwickTree(levels.length)
    entries.sort((a, b) => a.rank - b.rank)
    for (const { priority, waiting } of entries) {
      const level = countUpTo(levels, priority) - 1
      if (waiting < 0) tree.add(level, 1)
      else counts[waiting]! += tree.sumOf(level)
    }
  }
}
