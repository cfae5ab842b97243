/** How many of the ascending `times` are strictly below `limit`. */
export function countBelow(times: Float64Array, limit: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the ascending `times` are at or below `limit`. */
export function countUpTo(times: Float64Array, limit: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

export function sortedTimes(times: Iterable<number>): Float64Array {
  return Float64Array.from(times).sort()
}
