export type Point = readonly [x: number, y: number]

/** The slope of points, whatever one or two of them are. */
export interface Slope {
  /** The median of the slopes between all pairs (Theil and Sen). */
  readonly median: number
  /** The true slope is above this, but for a chance of at most `risk` (Sen's interval, by Kendall's distribution). */
  readonly atLeast: number
}

/** null: so few points cannot tell with so little `risk` (0 to 1). The `x` must all be different. */
export function slopeOf(points: readonly Point[], risk: number): Slope | null {
  const rank = rankFor(points.length, risk)
  if (rank === null) return null
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).map((later) => (later[1] - y) / (later[0] - x)),
  )
  slopes.sort((a, b) => a - b)
  const middle = (slopes.length - 1) / 2
  const median = (slopes[Math.floor(middle)]! + slopes[Math.ceil(middle)]!) / 2
  return { median, atLeast: slopes[rank]! }
}

/** How many slopes may lie below the bound: the most pairs in the wrong order that come by chance, no more often than `risk`. */
function rankFor(count: number, risk: number): number | null {
  let rank: number | null = null
  let chance = 0
  for (const [wrong, share] of wrongPairs(count).entries()) {
    chance += share
    if (chance > risk) break
    rank = wrong
  }
  return rank
}

/** Of all orders of so many things, the share with 0, 1, 2, ... pairs in the wrong order. */
function wrongPairs(count: number): number[] {
  let shares = [1]
  for (let size = 2; size <= count; size++) {
    const next = Array.from({ length: shares.length + size - 1 }, () => 0)
    for (const [wrong, share] of shares.entries())
      for (let more = 0; more < size; more++) next[wrong + more]! += share / size
    shares = next
  }
  return shares
}
