import type { Policy } from './policy.ts'

/** What is known of an attempt beside what it was. */
export interface AttemptDetail {
  /** Of an import: the modules from the stress file to the one that is forbidden. */
  chain?: readonly string[]
}

/**
 * Counts that something tried to leave the process. Throws an `IsolationError` where it is not `allowed` and is to be
 * blocked, that is, under any strength but `open`: call it before the effect. It finds the call site by itself.
 */
export type Attempt = (what: string, whereTo: string, allowed: boolean, detail?: AttemptDetail) => void

/** Watches one way out of the process. */
export interface Guard {
  /** Its name in the metrics: `network`. */
  readonly surface: string
  /**
   * Puts itself before the functions of that way out, once in each process and thread, and returns what takes it away
   * again. `policy` is live: a file or a scenario may change what it says, so it is read at each call and never copied.
   * The list of what a strength allows is the guard's own: it asks `policy.strength` and `policy.allow`.
   */
  install(policy: Policy, attempt: Attempt): () => void
}
