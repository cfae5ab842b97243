/** The averages of all pairs of `values`, each with itself too, from the smallest to the largest. */
export function walshAverages(values: readonly number[]): Float64Array {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2)
  let at = 0
  for (const [i, a] of values.entries()) {
    for (let j = i; j < values.length; j++) averages[at++] = (a + values[j]!) / 2
  }
  return averages.sort()
}
