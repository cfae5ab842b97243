import type { QueueHistory } from './queue-history.ts'

/** A history with the class of each message: 0 is served first. */
export interface RankedHistory extends QueueHistory {
  readonly classes: number
  readonly classOf: Int32Array
  /** In the two lists that follow, the messages of class c stand at classStart[c] to classStart[c + 1]. */
  readonly classStart: Int32Array
  /** By the start of their enqueue. */
  readonly byEnqueueFrom: Int32Array
  /** By the end of their enqueue. */
  readonly byEnqueueTo: Int32Array
}

/** Adds the classes, and what a drain's order says about the classes in it. A higher priority is served first; none is 0. */
export function rankHistory(history: QueueHistory): RankedHistory {
  const { operations, enqueueOf, count } = history
  const priorities = new Float64Array(count)
  const numbers = new Map<number, number>()
  let known: number | undefined
  for (let message = 0; message < count; message++) {
    const level = operations[enqueueOf[message]!]!.priority ?? 0
    priorities[message] = level
    if (level !== known) numbers.set((known = level), 0)
  }
  const levels = [...numbers.keys()].sort((a, b) => b - a)
  levels.forEach((level, number) => numbers.set(level, number))
  const classOf = new Int32Array(count)
  const classStart = new Int32Array(levels.length + 1)
  for (let message = 0; message < count; message++) {
    const number = numbers.get(priorities[message]!)!
    classOf[message] = number
    classStart[number + 1]!++
  }
  for (let c = 0; c < levels.length; c++) classStart[c + 1]! += classStart[c]!
  return {
    ...history,
    classes: levels.length,
    classOf,
    classStart,
    byEnqueueFrom: groupByClass(history, classOf, classStart, 0),
    byEnqueueTo: groupByClass(history, classOf, classStart, count),
    dequeueTo: limitDrains(history, classOf),
  }
}

/** The messages by class, and in it by those times of theirs that begin at `place`. */
function groupByClass(
  { count, order }: QueueHistory,
  classOf: Int32Array,
  classStart: Int32Array,
  place: number,
): Int32Array {
  const next = classStart.slice()
  const byClass = new Int32Array(count)
  for (let i = 0; i < order.length; i++) {
    const message = order[i]! - place
    if (message >= 0 && message < count) byClass[next[classOf[message]!]!++] = message
  }
  return byClass
}

/**
 * Where a drain delivers x before a y that is served before x, y was not inside yet: x comes out before the end of y's
 * enqueue. With that, and each start not before those of its predecessors, the messages of a drain need no further rule:
 * the first free instants of the single messages, as a running maximum, are free for the message where they stand.
 */
function limitDrains(
  { drains, never, enqueueTo, ...history }: QueueHistory,
  classOf: Int32Array,
): Int32Array {
  const dequeueTo = history.dequeueTo.slice()
  for (const drain of drains) {
    /** Of the later messages those that can still set a limit: by class, each ending before the one ahead of it. */
    const limits: { class: number; end: number }[] = []
    let end = never
    for (let i = drain.length - 1; i >= 0; i--) {
      const message = drain[i]!
      const own = classOf[message]!
      end = Math.min(end, dequeueTo[message]!, earliestEnd(limits, own))
      dequeueTo[message] = end
      addLimit(limits, { class: own, end: enqueueTo[message]! })
    }
  }
  return dequeueTo
}

/** The earliest end among the classes served before `own`: in `limits` that is the last of them. */
function earliestEnd(limits: readonly { class: number; end: number }[], own: number): number {
  let [low, high] = [0, limits.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (limits[middle]!.class < own) low = middle + 1
    else high = middle
  }
  return low === 0 ? Infinity : limits[low - 1]!.end
}

function addLimit(limits: { class: number; end: number }[], limit: { class: number; end: number }): void {
  if (earliestEnd(limits, limit.class + 1) <= limit.end) return
  const at = limits.findIndex((other) => other.class >= limit.class)
  if (at < 0) {
    limits.push(limit)
    return
  }
  let until = at
  while (until < limits.length && limits[until]!.end >= limit.end) until++
  limits.splice(at, until - at, limit)
}
