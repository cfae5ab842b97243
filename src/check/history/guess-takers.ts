import { takerRank } from './queue-history.ts'
import type { RankedHistory } from './ranked-history.ts'

/**
 * A likely story: each indeterminate dequeue took at once, of the messages that vanished, the one that the queue would have
 * served, or else waited for the next to come. `missing` is sorted by acknowledgement.
 */
export function guessTakers(history: RankedHistory, missing: Int32Array): Int32Array {
  const { classOf, enqueueTo, never } = history
  const gone = history.dequeueFrom.slice()
  const waiting = new WaitingMessages((a, b) => classOf[a]! - classOf[b]! || enqueueTo[a]! - enqueueTo[b]!)
  let arrived = 0
  for (let taken = 0; taken < missing.length; taken++) {
    const begin = takerRank(history, taken)
    if (begin === never) break
    while (arrived < missing.length && enqueueTo[missing[arrived]!]! <= begin)
      waiting.add(missing[arrived++]!)
    if (waiting.size === 0) waiting.add(missing[arrived++]!)
    const message = waiting.takeFirst()
    gone[message] = Math.max(begin, enqueueTo[message]!)
  }
  return gone
}

/** A binary heap. */
class WaitingMessages {
  readonly #items: number[] = []
  readonly #compare: (a: number, b: number) => number

  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#items.length
  }

  add(message: number): void {
    const items = this.#items
    let at = items.push(message) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#compare(items[parent]!, message) <= 0) break
      items[at] = items[parent]!
      at = parent
    }
    items[at] = message
  }

  takeFirst(): number {
    const items = this.#items
    const first = items[0]!
    const moved = items.pop()!
    if (items.length === 0) return first
    let at = 0
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && this.#compare(items[child + 1]!, items[child]!) < 0) child++
      if (this.#compare(moved, items[child]!) <= 0) break
      items[at] = items[child]!
      at = child
    }
    items[at] = moved
    return first
  }
}
