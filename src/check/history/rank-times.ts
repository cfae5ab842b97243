/** Times as whole numbers from 0 that keep their order and their ties; places are indexes of the times. */
export interface TimeRanks {
  /** By place. */
  ranks: Int32Array
  /** The places by time; of equal times the one that came first is first. */
  order: Int32Array
  /** The last rank: Infinity. */
  never: number
}

/** So that everything that comes after works on small whole numbers, without sorting again. */
export function rankTimes(times: Float64Array): TimeRanks {
  const order = new Int32Array(times.length)
  for (let place = 0; place < order.length; place++) order[place] = place
  const ranks = new Int32Array(times.length)
  sortPlaces(order, times, ranks)
  let [rank, known] = [-1, NaN]
  for (let i = 0; i < order.length; i++) {
    const place = order[i]!
    if (times[place]! !== known) {
      rank++
      known = times[place]!
    }
    ranks[place] = rank
  }
  return { ranks, order, never: known === Infinity ? rank : rank + 1 }
}

/**
 * The times go into as many equal slices as there are times. In a history they are spread well enough that few share a
 * slice, and this takes half as long as sorting; a slice with many in it is sorted in the same way.
 * `unsorted` is room for a copy of the places.
 */
function sortPlaces(places: Int32Array, times: Float64Array, unsorted: Int32Array): void {
  const [count, from, to] = finiteSpan(places, times)
  if (count === 0 || (from === to && count === places.length)) return
  const perTime = from === to ? 0 : (count - 1) / (to - from)
  if (!Number.isFinite(perTime) || (perTime === 0 && from !== to)) {
    places.sort((a, b) => compareTimes(times[a]!, times[b]!) || a - b)
    return
  }
  const sliceOf = (time: number) => (time === Infinity ? count : Math.floor((time - from) * perTime))
  /** By slice: where its next place goes; in the end where the slice ends. */
  const next = new Int32Array(count + 2)
  for (let i = 0; i < places.length; i++) next[sliceOf(times[places[i]!]!) + 1]!++
  for (let slice = 0; slice <= count; slice++) next[slice + 1]! += next[slice]!
  unsorted.set(places)
  for (let i = 0; i < places.length; i++) places[next[sliceOf(times[unsorted[i]!]!)]!++] = unsorted[i]!
  for (let slice = 0, start = 0; slice < count; slice++) {
    const end = next[slice]!
    if (end - start > 32) sortPlaces(places.subarray(start, end), times, unsorted.subarray(start, end))
    start = end
  }
  insertEach(places, times)
}

function finiteSpan(places: Int32Array, times: Float64Array): [count: number, from: number, to: number] {
  let [count, from, to] = [0, Infinity, -Infinity]
  for (let i = 0; i < places.length; i++) {
    const time = times[places[i]!]!
    if (time === Infinity) continue
    count++
    if (time < from) from = time
    if (time > to) to = time
  }
  return [count, from, to]
}

/** Insertion sort, for places that are nearly in order. */
function insertEach(places: Int32Array, times: Float64Array): void {
  for (let i = 1; i < places.length; i++) {
    const place = places[i]!
    const time = times[place]!
    let at = i
    for (; at > 0 && times[places[at - 1]!]! > time; at--) places[at] = places[at - 1]!
    places[at] = place
  }
}

function compareTimes(a: number, b: number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
