/** Leaks that a scenario may leave: what is given must fit, what is not given may be anything. */
export interface AllowedLeak {
  /** `timer`, `socket`, ... */
  readonly kind?: string | undefined
  /** A part of what it is, or a pattern. */
  readonly what?: string | RegExp | undefined
  /** A part of where it was made, or a pattern. */
  readonly createdAt?: string | RegExp | undefined
}

/** How the heap is looked at while a load runs. */
export interface HeapSettings {
  /** Parts of the load after which it is looked at. */
  readonly rounds: number
  /** More than this is a leak. */
  readonly bytesPerIteration: number
}

/** How a run is searched for leaks. */
export interface LeakSettings {
  readonly allow: readonly AllowedLeak[]
  /** Emitters that outlive the run, whose listeners are looked at beside those of `process`. */
  readonly emitters: readonly object[]
  /** null: the heap is not looked at. */
  readonly heap: HeapSettings | null
}
