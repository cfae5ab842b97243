/** The median of the slopes between all pairs of points (Theil-Sen): one outlier does not move it. */
export function medianSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).map((later) => (later[1] - y) / (later[0] - x)),
  )
  slopes.sort((a, b) => a - b)
  const middle = slopes.length / 2
  return slopes.length % 2 === 1 ? slopes[Math.floor(middle)]! : (slopes[middle - 1]! + slopes[middle]!) / 2
}
