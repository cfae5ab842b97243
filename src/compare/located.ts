/** Where the centre of something lies, as far as it is known: what outcomes are claimed from. */
export interface Located {
  readonly estimate: number
  /** The chance of such data, or of such that lie farther above `centre`, if the true centre were not above it. */
  chanceAbove(centre: number): number
  chanceBelow(centre: number): number
  /** Each end is wrong with at most the chance `tail`. null: so few data cannot tell so surely. */
  interval(tail: number): { from: number; to: number } | null
}
