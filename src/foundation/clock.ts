/** A monotonic source of time. Everything that waits or measures takes one, so that tests need not sleep. */
export interface Clock {
  /** Milliseconds since an arbitrary origin; fractions are meaningful; never goes back. */
  readonly now: () => number
  /** Calls `callback` once, `delayMs` from now or later. Returns a function that cancels it. */
  after(delayMs: number, callback: () => void): () => void
  /** Settles once everything that is ready (I/O, timers) has had a turn. */
  yield(): Promise<void>
}

// Bound once: a global read through a module runner costs more than the work of an empty iteration, and fake timers in a
// test file must not stop the load.
const { hrtime } = process
const { setTimeout, clearTimeout, setImmediate } = globalThis

/** `performance.now()` counts from another moment in each thread, and looks at its receiver first: a fifth of its time. */
function monotonicNow(): number {
  const time = hrtime()
  // Not taken apart as a list: that asks for an iterator.
  return time[0] * 1000 + time[1] / 1e6
}

const longestTimerMs = 2 ** 31 - 1

/** A monotonic clock. All threads and processes of this machine share it: times can be sent from one to another. */
export const realClock: Clock = {
  now: monotonicNow,
  after(delayMs, callback) {
    // A longer delay than timers know would fire at once.
    const timer = setTimeout(callback, Math.min(delayMs, longestTimerMs))
    return () => clearTimeout(timer)
  },
  yield: () => new Promise((resolve) => setImmediate(resolve)),
}

/** Settles `delayMs` from now, or as soon as `signal` aborts; never rejects. */
export function sleep(clock: Pick<Clock, 'after'>, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const cancel = clock.after(delayMs, done)
    signal?.addEventListener('abort', done, { once: true })
    function done() {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}

/** Milliseconds on the clock of Node's performance entries, which is another one in each thread. */
export const entriesNow = performance.now.bind(performance)

/** Wall-clock time, for timestamps in files only; never for measuring. */
export function wallClockNow(): Date {
  return new Date(Date.now())
}
