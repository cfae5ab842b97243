/** Samples from `from` to `to`, both included, that a histogram no longer tells apart. */
export interface Bucket {
  from: number
  to: number
  count: number
}
