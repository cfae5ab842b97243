/** Samples of a level, such as the messages waiting in a queue: largest, mean and last. */
export class Depth {
  private _samples = 0
  private _sum = 0
  private _max = 0
  private _last = 0

  sample(level: number): void {
    this._samples++
    this._sum += level
    this._last = level
    if (level > this._max) this._max = level
  }

  get last(): number | null {
    return this._samples === 0 ? null : this._last
  }

  summary(): { max: number; avg: number; end: number } | null {
    if (this._samples === 0) return null
    return { max: this._max, avg: Math.round((1000 * this._sum) / this._samples) / 1000, end: this._last }
  }
}
