/** One side of a pair: when it happened, and the value that decides. */
export interface Point {
  index: number
  time: number
  level: number
}

/**
 * Reports every pair of an earlier and a later point whose levels are the wrong way round: time of the earlier strictly
 * below that of the later, level of the later strictly below that of the earlier. O(n log n), and O(log n) for each pair.
 * `report` returns whether it wants more.
 */
export function reportPairs(
  earlier: readonly Point[],
  later: readonly Point[],
  report: (earlier: number, later: number) => boolean,
): void {
  const ordered = [...earlier].sort((a, b) => a.time - b.time)
  const times = ordered.map(({ time }) => time)
  const tree = maximumTree(ordered)
  let known = 0
  for (const { index, time, level } of [...later].sort((a, b) => a.time - b.time)) {
    while (known < times.length && times[known]! < time) known++
    if (!reportAbove(tree, known, level, (place) => report(ordered[place]!.index, index))) return
  }
}

/** A binary tree in an array, with the highest level of each subtree; leaves start at `size`. */
interface MaximumTree {
  size: number
  levels: Float64Array
}

function maximumTree(points: readonly Point[]): MaximumTree {
  let size = 1
  while (size < points.length) size *= 2
  const levels = new Float64Array(2 * size).fill(-Infinity)
  points.forEach(({ level }, place) => (levels[size + place] = level))
  for (let node = size - 1; node > 0; node--)
    levels[node] = Math.max(levels[2 * node]!, levels[2 * node + 1]!)
  return { size, levels }
}

/** Visits the first `count` leaves that are above `level`; false once the visitor wants no more. */
function reportAbove(
  { size, levels }: MaximumTree,
  count: number,
  level: number,
  visit: (place: number) => boolean,
): boolean {
  const walk = (node: number, from: number, width: number): boolean => {
    if (from >= count || levels[node]! <= level) return true
    if (width === 1) return visit(from)
    const half = width / 2
    return walk(2 * node, from, half) && walk(2 * node + 1, from + half, half)
  }
  return walk(1, 0, size)
}
