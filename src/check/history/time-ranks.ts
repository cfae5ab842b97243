/**
 * Times as whole numbers from 0 that keep their order and their ties, so that everything after it works on typed
 * arrays without sorting again. The last rank is Infinity: "never".
 *
 * The times go into as many equal slices as there are times. In a history they are spread well enough that this is faster
 * than sorting, by half, and finds a rank again at once; where they are not, each slice is sorted and searched as usual.
 */
export class TimeRanks {
  readonly times: Float64Array
  readonly #from: number
  readonly #perTime: number
  /** By slice: its first rank. */
  readonly #start: Int32Array

  constructor(times: Float64Array) {
    let [count, from, to] = [0, Infinity, -Infinity]
    for (const time of times) {
      if (time === Infinity) continue
      count++
      if (time < from) from = time
      if (time > to) to = time
    }
    const perTime = (count - 1) / (to - from)
    this.#from = from
    this.#perTime = Number.isFinite(perTime) ? perTime : 0
    this.#start = new Int32Array(count + 2)
    this.times = this.#dropTies(this.#sort(times, count))
  }

  get never(): number {
    return this.times.length - 1
  }

  /** The rank of a time that was given to the constructor. */
  rankOf(time: number): number {
    if (time === Infinity) return this.never
    const slice = this.#sliceOf(time)
    let low = this.#start[slice]!
    let high = this.#start[slice + 1]!
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.times[middle]! <= time) low = middle
      else high = middle
    }
    return low
  }

  #sliceOf(time: number): number {
    return this.#perTime === 0 ? 0 : Math.floor((time - this.#from) * this.#perTime)
  }

  /** All times but Infinity, sorted; `start` has the first place of each slice. */
  #sort(times: Float64Array, count: number): Float64Array {
    const start = this.#start
    for (const time of times) if (time !== Infinity) start[this.#sliceOf(time) + 1]!++
    for (let slice = 0; slice <= count; slice++) start[slice + 1]! += start[slice]!
    const next = start.slice()
    const sorted = new Float64Array(count)
    for (const time of times) if (time !== Infinity) sorted[next[this.#sliceOf(time)]!++] = time
    for (let slice = 0; slice <= count; slice++) sortRange(sorted, start[slice]!, start[slice + 1]!)
    return sorted
  }

  /** Leaves one of each time, and `start` with the first rank of each slice. */
  #dropTies(sorted: Float64Array): Float64Array {
    const start = this.#start
    let size = 0
    let at = 0
    for (let slice = 0; slice < start.length - 1; slice++) {
      const end = start[slice + 1]!
      start[slice] = size
      for (; at < end; at++) if (size === 0 || sorted[at]! !== sorted[size - 1]!) sorted[size++] = sorted[at]!
    }
    start[start.length - 1] = size
    const times = new Float64Array(size + 1)
    times.set(sorted.subarray(0, size))
    times[size] = Infinity
    return times
  }
}

/** Insertion for the few of a usual slice. */
function sortRange(values: Float64Array, from: number, to: number): void {
  if (to - from > 32) {
    values.subarray(from, to).sort()
    return
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!
    let at = i
    for (; at > from && values[at - 1]! > value; at--) values[at] = values[at - 1]!
    values[at] = value
  }
}
