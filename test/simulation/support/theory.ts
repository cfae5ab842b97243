/** What a queue's time in the system is known to be. */
export interface Theory {
  readonly meanMs: number
  /** `share`: 0 to 1. */
  quantileMs(share: number): number
}
