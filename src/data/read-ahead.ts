import { defer, type Deferred } from '../foundation/deferred.ts'
import type { DataContext, Draw } from '../model/data-source.ts'
import type { AsyncItems } from './async-items.ts'
import { countItems, dataError, formatCount, noItemLeft, sourceFailed, tooFewItems } from './data-error.ts'
import { ItemQueue } from './item-queue.ts'

/**
 * Draws from an async iterable in the order in which iterations start. Up to `readAhead` items wait in memory, all of them
 * before the load begins. An item that is not there in time is an error: waiting for it would be charged to the target.
 */
export function readAhead<T>(
  source: AsyncItems<T>,
  { name, readAhead }: { name: string; readAhead: number },
  { plannedIterations }: DataContext,
): Draw<T> {
  const reader = new Reader(source, name, readAhead, plannedIterations ?? null)
  const draw: Draw<T> = ({ index }) => reader.take(index)
  return Object.assign(draw, { ready: reader.ready.promise, close: () => source.close() })
}

class Reader<T> {
  /** Settles when as much is there as is read ahead, or all there is. */
  readonly ready = defer()
  readonly #source: AsyncItems<T>
  readonly #name: string
  readonly #limit: number
  readonly #planned: number | null
  readonly #items = new ItemQueue<T>()
  #count = 0
  #failure: Error | null = null
  #room: Deferred<void> | null = null

  constructor(source: AsyncItems<T>, name: string, limit: number, planned: number | null) {
    this.#source = source
    this.#name = name
    this.#limit = limit
    this.#planned = planned
    // Whoever opened this looks at `ready`, or draws and is told the same.
    this.ready.promise.catch(() => {})
    void this.#read()
  }

  take(index: number): T {
    const { size } = this.#items
    if (size === 0) throw this.#whyNone(index)
    // In batches: waking the reader costs more than taking an item.
    if (this.#room !== null && size <= Math.ceil(this.#limit / 2)) this.#room.resolve()
    return this.#items.take()
  }

  /** Never rejects: what goes wrong is kept for whoever draws next. */
  async #read(): Promise<void> {
    try {
      // A source may be a live one: what the plan will not ask for stays in it.
      while (!this.#source.closed && this.#count < (this.#planned ?? Infinity)) {
        if (this.#items.size >= this.#limit) {
          await this.#waitForRoom()
          continue
        }
        const next = await this.#source.next()
        if (next.done) break
        this.#count++
        this.#items.add(next.value)
      }
      this.#failure = this.#tooFew()
    } catch (error) {
      this.#failure = sourceFailed(`item ${formatCount(this.#count + 1)}`, this.#name, error)
    }
    if (this.#failure === null) this.ready.resolve()
    else this.ready.reject(this.#failure)
  }

  async #waitForRoom(): Promise<void> {
    this.ready.resolve()
    this.#room = defer()
    await this.#room.promise
    this.#room = null
  }

  #tooFew(): Error | null {
    if (!this.#source.ended || this.#source.closed) return null
    if (this.#count === 0) return dataError('at least one item', `none (${this.#name})`)
    if (this.#count < (this.#planned ?? 0)) return tooFewItems(this.#planned!, this.#count, this.#name)
    return null
  }

  #whyNone(index: number): Error {
    if (this.#failure) return this.#failure
    const name = this.#name
    if (this.#source.ended) return noItemLeft(index, `${name} ended after ${countItems(this.#count)}`)
    const drawn = `${name} has yielded ${formatCount(this.#count)}, and all are drawn`
    const slower = `it is slower than the load (readAhead: at most ${countItems(this.#limit)} wait)`
    return noItemLeft(index, `${drawn}: ${slower}`)
  }
}
