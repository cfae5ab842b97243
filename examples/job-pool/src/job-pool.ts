/** Work that is given to a pool. */
export type Job<T> = (worker: number) => Promise<T>

/** Runs at most `size` jobs at once, first come, first served. No queue kit, no messages: plain asynchronous code. */
export class JobPool {
  readonly #idle: number[]
  readonly #waiting: ((worker: number) => void)[] = []
  #busy = 0

  constructor(size: number) {
    this.#idle = Array.from({ length: size }, (_, index) => size - 1 - index)
  }

  /** Jobs that wait for a worker. */
  get waiting(): number {
    return this.#waiting.length
  }

  get busy(): number {
    return this.#busy
  }

  async run<T>(job: Job<T>): Promise<T> {
    const worker = this.#idle.pop() ?? (await new Promise<number>((resolve) => this.#waiting.push(resolve)))
    this.#busy++
    try {
      return await job(worker)
    } finally {
      this.#busy--
      const next = this.#waiting.shift()
      if (next) next(worker)
      else this.#idle.push(worker)
    }
  }
}
