/** What was measured of one metric: a value for each round and variant. */
export interface ComparedValues {
  /** As it stands in the metrics: `latency.p50`. */
  name: string
  unit: string
  direction: 'lower is better' | 'higher is better'
  /** The outcome decides something: the metric is among those that share the level. */
  gated: boolean
  /** Up to so much for the worse, and the inverse of that for the better, is equivalent. 0.05 (5 %) by default; above 0. */
  margin?: number
  /** By name of the variant, round by round; null: it has none. */
  values: Readonly<Record<string, readonly (number | null)[]>>
}
