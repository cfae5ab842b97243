/** The smallest `p` with `values[i] === values[i - p]` for all `i` from `p`; the length, where nothing is repeated. */
export function findPeriod(values: ArrayLike<number>): number {
  // `borders[n]`: of the first n values, the longest beginning that is their ending too (Knuth, Morris and Pratt).
  const borders = new Int32Array(values.length + 1)
  for (let n = 2; n <= values.length; n++) {
    let border = borders[n - 1]!
    while (border > 0 && values[border] !== values[n - 1]) border = borders[border]!
    borders[n] = values[border] === values[n - 1] ? border + 1 : 0
  }
  return values.length - borders[values.length]!
}
