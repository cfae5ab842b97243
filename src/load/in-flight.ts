import type { ActiveIteration } from './active-iteration.ts'

/** The iterations under way. Adding and removing are O(1) and allocate nothing. */
export class InFlight {
  readonly #items: ActiveIteration[] = []

  get size(): number {
    return this.#items.length
  }

  add(iteration: ActiveIteration): void {
    iteration.slot = this.#items.push(iteration) - 1
  }

  /** False when it was not there any more. */
  remove(iteration: ActiveIteration): boolean {
    const { slot } = iteration
    if (slot < 0) return false
    const last = this.#items.pop()!
    if (last !== iteration) {
      this.#items[slot] = last
      last.slot = slot
    }
    iteration.slot = -1
    return true
  }

  /** A copy, so that the caller may remove while it walks. */
  startedBefore(ms: number): ActiveIteration[] {
    return this.#items.filter((iteration) => iteration.startedMs <= ms)
  }

  oldestStartMs(): number {
    return this.#items.reduce((oldest, { startedMs }) => Math.min(oldest, startedMs), Infinity)
  }
}
