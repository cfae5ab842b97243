/** A checker and its options, as `guarantees` takes them. */
export interface CheckerWithOptions<Checker = unknown, Options = unknown> {
  readonly checker: Checker
  readonly options: Options
}

/** No message is overtaken by more than `bound` messages of lower priority. */
export function boundedInversion(bound: number): CheckerWithOptions<'priority-inversion', { bound: number }> {
  return { checker: 'priority-inversion', options: { bound } }
}

/** The queue never holds more than `limit` waiting messages. */
export function capacity(limit: number): CheckerWithOptions<'size-limit', { capacity: number }> {
  return { checker: 'size-limit', options: { capacity: limit } }
}

/** What `lease` takes. */
export interface LeaseTerms {
  /** How long a lease lasts, in milliseconds. */
  visibilityMs: number
  /** Deliveries of one message before it becomes a dead letter. Default: not judged. */
  maxDeliveries?: number | undefined
}

/** One consumer at a time for the length of a lease, again when it fails, dead letters in the end. */
export function lease(terms: LeaseTerms): CheckerWithOptions<'lease', LeaseTerms> {
  return { checker: 'lease', options: terms }
}
