import { Worker } from 'node:worker_threads'
import { realClock, type Clock } from './clock.ts'

/** Closer together, wake-ups would cost more than the work that they are for. */
const spacingMs = 0.3

/** Where the two threads meet: the number of the order, and when it is due. */
const orderCell = 0
const dueOffset = 8
const sharedBytes = 16
const endOrder = -1

/**
 * The pacer thread. It sleeps until what was ordered last is due, to some 50 µs, and then posts the order's number: an
 * event loop that waits is woken by that at once, while its own timers are whole milliseconds apart. As text, so that it
 * needs no file of its own, whichever way this module was loaded.
 */
const pacer = `
const { parentPort, workerData } = require('node:worker_threads')
const cells = new Int32Array(workerData, 0, 1)
const due = new Float64Array(workerData, ${dueOffset}, 1)
const now = () => {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}
parentPort.postMessage(0)
let order = 0
Atomics.wait(cells, 0, order)
while ((order = Atomics.load(cells, 0)) !== ${endOrder}) {
  const leftMs = due[0] - now()
  if (leftMs > 0) Atomics.wait(cells, 0, order, leftMs)
  // A newer one came meanwhile, or it is early by a hair.
  if (Atomics.load(cells, 0) !== order || due[0] > now()) continue
  parentPort.postMessage(order)
  Atomics.wait(cells, 0, order)
}
`

/**
 * As `clock.after`, finer, and for one callback at a time: another takes the place of the one before. Calls back 0.3 ms
 * after the last time at the earliest.
 */
export interface PreciseTimer extends Pick<Clock, 'after'> {
  /** Ends the thread. */
  end(): Promise<void>
}

/** Starts the thread, which takes some 30 ms. Rejects where no thread can be started. */
export async function startPreciseTimer(): Promise<PreciseTimer> {
  const shared = new SharedArrayBuffer(sharedBytes)
  // Nothing of the process's own flags and hooks: it is three lines of plain script.
  const worker = new Worker(pacer, { eval: true, workerData: shared, execArgv: [], env: {} })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  return new ThreadTimer(worker, shared)
}

class ThreadTimer implements PreciseTimer {
  readonly #worker: Worker
  readonly #cells: Int32Array
  readonly #due: Float64Array
  #order = 0
  #callback: (() => void) | null = null
  #lastWakeMs = -Infinity
  #ended = false

  constructor(worker: Worker, shared: SharedArrayBuffer) {
    this.#worker = worker
    this.#cells = new Int32Array(shared, 0, 1)
    this.#due = new Float64Array(shared, dueOffset, 1)
    worker.on('message', (order: number) => this.#wake(order))
    // Without a listener the death of the thread would end the process.
    worker.on('error', () => {})
    worker.on('exit', () => this.#goOn())
  }

  after(delayMs: number, callback: () => void): () => void {
    if (this.#ended) return realClock.after(delayMs, callback)
    const sinceMs = realClock.now() - this.#lastWakeMs
    this.#callback = callback
    this.#due[0] = realClock.now() + Math.max(delayMs, spacingMs - sinceMs)
    // Below 0 it would be the end.
    this.#order = (this.#order + 1) & 0x3fffffff
    this.#tell(this.#order)
    return () => {
      if (this.#callback === callback) this.#callback = null
    }
  }

  async end(): Promise<void> {
    this.#ended = true
    this.#callback = null
    this.#tell(endOrder)
    await this.#worker.terminate()
  }

  /** The thread is gone: timers are less precise, and a load that waits for ever would be worse. */
  #goOn(): void {
    this.#ended = true
    this.#wake(this.#order)
  }

  #tell(order: number): void {
    Atomics.store(this.#cells, orderCell, order)
    Atomics.notify(this.#cells, orderCell)
  }

  #wake(order: number): void {
    const callback = this.#callback
    if (order !== this.#order || callback === null) return
    this.#callback = null
    this.#lastWakeMs = realClock.now()
    callback()
  }
}
