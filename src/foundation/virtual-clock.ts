import type { Clock } from './clock.ts'

interface Timer {
  at: number
  order: number
  callback: (() => void) | null
  /** Ends what takes too long, and drives nothing by itself. */
  isLimit: boolean
}

/** What to do when nothing but limits is left: let the next one pass, or look whether there is more by now. */
type WhenOnlyLimits = (untilNextMs: number) => Promise<'pass' | 'look-again'>

/** Bound once, as in clock.ts: fake timers in a test file must not stop the run. */
const { setImmediate } = globalThis

const instantsPerTurn = 64

/**
 * A clock on which time passes only when nothing is left to do at the present instant. Timers of one instant fire in
 * the order they were set; between two instants all microtasks run. Node's own timers and I/O are not virtualised.
 */
export class VirtualClock implements Clock {
  #now = 0
  #order = 0
  /** Timers that are neither fired nor cancelled, without limits. */
  #driving = 0
  /** Fires at present, or runs the microtasks that follow from it. */
  #inTurn = false
  #watching = false
  #outside: { count: number; firstMs: number } = { count: 0, firstMs: 0 }
  readonly #heap: Timer[] = []

  now = (): number => {
    if (this.#watching && !this.#inTurn) this.#noteOutside()
    return this.#now
  }

  after(delayMs: number, callback: () => void): () => void {
    if (this.#watching && !this.#inTurn) this.#noteOutside()
    this.#driving++
    return this.#set(delayMs, callback, false)
  }

  /** As `after`, for a timer that only ends what takes too long, or looks on. */
  limit(delayMs: number, callback: () => void): () => void {
    return this.#set(delayMs, callback, true)
  }

  yield(): Promise<void> {
    return new Promise((resolve) => this.after(0, resolve))
  }

  /** From now on, uses of the clock by anything that it did not bring about itself are counted: real timers, I/O. */
  watchOutside(): void {
    this.#outside = { count: 0, firstMs: 0 }
    this.#watching = true
  }

  /** Ends that, and tells how many there were, and when on this clock the first came. */
  unwatchOutside(): { count: number; firstMs: number } {
    this.#watching = false
    return this.#outside
  }

  /**
   * Lets time pass until `work` settles, and returns its value. Throws when nothing is left that could settle it.
   * `whenOnlyLimits` is asked where only limits are left; without it they pass like all others.
   */
  async run<T>(work: Promise<T>, whenOnlyLimits?: WhenOnlyLimits): Promise<T> {
    let settled = false
    const settle = (): void => {
      settled = true
    }
    work.then(settle, settle)
    for (;;) {
      await this.#passTime(() => settled, whenOnlyLimits !== undefined)
      if (settled) return work
      if (this.#first() === undefined) {
        if (whenOnlyLimits === undefined)
          throw new Error(
            `virtual clock: nothing left to do at ${this.#now} ms, and the work has not settled`,
          )
        await whenOnlyLimits(Infinity)
      } else if ((await whenOnlyLimits!(this.#first()!.at - this.#now)) === 'pass' && !settled) {
        this.#fireNextInstant()
      }
    }
  }

  /** Until `done`, or until nothing is left to pass: with `stopAtLimits`, nothing but limits. */
  #passTime(done: () => boolean, stopAtLimits: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let isOver = false
      const isIdle = (): boolean => this.#first() === undefined || (stopAtLimits && this.#driving === 0)
      // Immediates of one turn run one after the other, each followed by every microtask, however long its chain is. So
      // when the last begins, all that those before have brought about is over; and I/O has its time before the next turn.
      const turn = (): void => {
        // A turn costs a system call. What is watched has no business with I/O, so it need not have it each time.
        for (let left = this.#watching ? instantsPerTurn : 1; left > 0; left--) setImmediate(fire)
        setImmediate(look)
      }
      const fire = (): void => {
        isOver ||= done() || isIdle()
        if (isOver) return
        this.#inTurn = true
        try {
          this.#fireNextInstant()
        } catch (error) {
          isOver = true
          reject(error)
        }
      }
      const look = (): void => {
        this.#inTurn = false
        if (isOver || done() || isIdle()) resolve()
        else turn()
      }
      setImmediate(look)
    })
  }

  #set(delayMs: number, callback: () => void, isLimit: boolean): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, callback, isLimit }
    this.#push(timer)
    return () => {
      if (timer.callback !== null && !isLimit) this.#driving--
      timer.callback = null
    }
  }

  #noteOutside(): void {
    if (this.#outside.count++ === 0) this.#outside.firstMs = this.#now
  }

  /** The next timer that was not cancelled; those before it are dropped. */
  #first(): Timer | undefined {
    while (this.#heap.length > 0 && this.#heap[0]!.callback === null) this.#pop()
    return this.#heap[0]
  }

  #fireNextInstant(): void {
    const first = this.#first()
    if (!first) return
    const orderBefore = this.#order
    this.#now = first.at
    // What is set for this same instant from now on waits for a turn of its own: microtasks come first.
    for (
      let timer = this.#heap[0];
      timer?.at === first.at && timer.order < orderBefore;
      timer = this.#heap[0]
    )
      this.#fire(this.#pop()!)
  }

  #fire(timer: Timer): void {
    const { callback, isLimit } = timer
    if (callback === null) return
    if (!isLimit) this.#driving--
    // A cancel that comes later finds nothing to cancel.
    timer.callback = null
    callback()
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
