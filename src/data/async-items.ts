/** What goes through an async iterable in one run, and the ending of it. */
export class AsyncItems<T> {
  readonly #iterable: AsyncIterable<T>
  readonly #iterator: AsyncIterator<T>
  #pending = false
  #ended = false
  #closed = false

  constructor(iterable: AsyncIterable<T>, iterator = iterable[Symbol.asyncIterator]()) {
    this.#iterable = iterable
    this.#iterator = iterator
  }

  /** It yields no more: it came to its end, or threw. */
  get ended(): boolean {
    return this.#ended
  }

  get closed(): boolean {
    return this.#closed
  }

  async next(): Promise<IteratorResult<T, unknown>> {
    this.#pending = true
    try {
      const next = await this.#iterator.next()
      this.#ended = next.done === true
      return next
    } catch (error) {
      this.#ended = true
      throw error
    } finally {
      this.#pending = false
    }
  }

  /**
   * Ends the iterable where it has a way to be ended. An async generator that waits inside `next()` ends when that settles,
   * which may be never: it is told and not waited for, and what can be disposed by itself (a stream) is.
   */
  async close(): Promise<void> {
    if (this.#closed || this.#ended) return
    this.#closed = true
    const returned = this.#iterator.return?.()
    if (!this.#pending) {
      await returned
      return
    }
    returned?.catch(() => {})
    const dispose: unknown = Reflect.get(this.#iterable, Symbol.asyncDispose)
    // That of a generator is the same `return()`, which waits.
    if (typeof dispose !== 'function' || Object.is(this.#iterable, this.#iterator)) return
    Promise.resolve(dispose.call(this.#iterable)).catch(() => {})
  }
}
