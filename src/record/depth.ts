/** Samples of a level, such as the messages waiting in a queue: largest, mean and last. */
export class Depth {
  #samples = 0
  #sum = 0
  #max = 0
  #last = 0

  sample(level: number): void {
    this.#samples++
    this.#sum += level
    this.#last = level
    if (level > this.#max) this.#max = level
  }

  get last(): number | null {
    return this.#samples === 0 ? null : this.#last
  }

  summary(): { max: number; avg: number; end: number } | null {
    if (this.#samples === 0) return null
    return { max: this.#max, avg: Math.round((1000 * this.#sum) / this.#samples) / 1000, end: this.#last }
  }
}
