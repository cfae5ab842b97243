import type { HeapMetrics } from '../../model/isolation-metrics.ts'

/** Where something was made. */
export interface Site {
  /** file:line:column; null: not known. */
  readonly place: string | null
  /** Made by Vitest or by this package, for themselves. */
  readonly isOurs: boolean
}

/** Not asked, because it was most likely over soon: it is waited for, and is no leak by itself. */
export const untold: Site = { place: null, isOurs: true }

/** Something that was made during the run and is still there. */
export interface FoundLeak {
  /** For a person: `setInterval of 1,000 ms`. */
  what: string
  /** null: not known. */
  site: Site | null
  /** It may go away by itself: what is being closed takes a moment. */
  mayEnd: boolean
  /** @default 1 */
  count?: number
}

/** What a detector is told of the run. */
export interface LeakScope {
  /** Emitters that outlive the run, beside `process`. */
  readonly emitters: readonly object[]
  /** Messages inside of what is observed that were not there at the beginning. */
  readonly messagesLeft: () => number
  /** Some of these, by name, as far as they were seen. */
  readonly messageNames: () => readonly string[]
  /** Those that were there, where an earlier run observed the same object; null: none. */
  readonly inherited: () => { count: number; from: string } | null
  /** What was seen of the heap; null: it was not looked at. */
  readonly heapGrowth: () => HeapMetrics | null
}

/** One detector at work. */
export interface LeakWatch {
  /** What is there now that was not there at the beginning. Called several times. */
  look: () => FoundLeak[]
  /** The run is over, and what is left has a moment to end: what is made from now on is made by what leaks. */
  settle?: () => void
  /** Undoes whatever the detector changed. */
  end: () => void
}

/** Finds one kind of leak. */
export interface LeakDetector<Kind extends string = string> {
  /** Its name in the metrics and in `leaks.allow`: `timer`. */
  readonly kind: Kind
  begin: (scope: LeakScope) => LeakWatch
}
