/** A guarantee that a scenario asserts. What judges it is found by its name, or is the definition itself. */
export interface AssertedGuarantee {
  readonly name: string
  /** How it is shown: `capacity(100)`. */
  readonly label: string
  /** Have gone through its schema. */
  readonly options: unknown
  /** A checker of the user's own; null for a built-in guarantee. */
  readonly definition: object | null
}
