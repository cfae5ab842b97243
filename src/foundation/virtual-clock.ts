import type { Clock } from './clock.ts'

interface Timer {
  at: number
  order: number
  callback: (() => void) | null
}

/**
 * A clock on which time passes only when nothing is left to do at the present instant. Timers of one instant fire in
 * the order they were set; between two instants all microtasks run. Node's own timers and I/O are not virtualised.
 */
export class VirtualClock implements Clock {
  #now = 0
  #order = 0
  readonly #heap: Timer[] = []

  now = (): number => this.#now

  after(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, callback }
    this.#push(timer)
    return () => {
      timer.callback = null
    }
  }

  yield(): Promise<void> {
    return new Promise((resolve) => this.after(0, resolve))
  }

  /** Lets time pass until `work` settles, and returns its value. Throws when nothing is left that could settle it. */
  async run<T>(work: Promise<T>): Promise<T> {
    let settled = false
    const settle = (): void => {
      settled = true
    }
    work.then(settle, settle)
    for (;;) {
      // One turn of the real event loop runs every microtask, however long its chain is.
      await new Promise((resolve) => setImmediate(resolve))
      if (settled) return work
      if (!this.#fireNextInstant()) {
        throw new Error(`virtual clock: nothing left to do at ${this.#now} ms, and the work has not settled`)
      }
    }
  }

  #fireNextInstant(): boolean {
    const first = this.#pop()
    if (!first) return false
    const orderBefore = this.#order
    this.#now = first.at
    first.callback?.()
    // What is set for this same instant from now on waits for a turn of its own: microtasks come first.
    while (this.#heap[0]?.at === this.#now && this.#heap[0].order < orderBefore) this.#pop()?.callback?.()
    return true
  }

  #push(timer: Timer): void {
    const heap = this.#heap
    let index = heap.push(timer) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (isBefore(heap[parent]!, timer)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = timer
  }

  #pop(): Timer | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (!last || heap.length === 0) return top
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (isBefore(last, heap[child]!)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
    return top
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
