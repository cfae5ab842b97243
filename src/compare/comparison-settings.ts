/** What is settled before the first round. */
export interface ComparisonSettings {
  /** The variant that the others are held against. */
  reference: string
  variants: readonly string[]
  /** After how many rounds the results may be looked at, rising; the last is the most there will be. */
  looks: readonly number[]
  /**
   * At most so often, in all looks together, any gated metric is called worse or better that is not. 0.01 by default. Half
   * of it holds for worse, half for better, and as much as one of them for a wrong `equivalent`.
   */
  falseAlarms?: number
}
