/** What was measured of one metric in runs that were not paired: a value for each run of either side. */
export interface RunValues {
  /** As it stands in the metrics: `latency.p50`. */
  name: string
  unit: string
  direction: 'lower is better' | 'higher is better'
  /** The outcome decides something: the metric is among those that share the level. */
  gated: boolean
  /** Up to so much for the worse, and the inverse of that for the better, is equivalent; above 0. */
  margin: number
  /** Values are known to no less than this, in their unit. */
  resolution: number
  /** null: the run has none. */
  reference: readonly (number | null)[]
  variant: readonly (number | null)[]
}
