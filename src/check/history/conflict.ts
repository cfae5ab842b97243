/** Why the messages and answers of a history fit no order. */
export type Conflict =
  /** At every instant at which the message can have come out, something that goes first was certainly inside. */
  | { kind: 'blocked'; message: number }
  /** At every instant at which "empty" can have been answered, something was certainly inside. */
  | { kind: 'not-empty'; empty: number }
  /**
   * `first` went in before `second` and is served first, but comes out at `earliest` at the earliest, and `second` at
   * `latest` at the latest.
   */
  | { kind: 'order'; first: number; second: number; earliest: number; latest: number }
