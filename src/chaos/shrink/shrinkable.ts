/** A number of a case that may be lowered, as far as the same still goes wrong. */
export interface ShrinkNumber<Case> {
  /** For a person: `load.iterations`. */
  readonly name: string
  readonly value: number
  readonly least: number
  /** `exact`: to the last whole number, where one less will not do; `halves`: as long as half of it will do. */
  readonly by: 'exact' | 'halves'
  /** The case with another number in its place. */
  readonly with: (value: number) => Case
}

/** How a case that fails is made smaller. Cases are plain data: two that are the same as JSON are the same. */
export interface Shrinkable<Case, Fault> {
  faultsOf(given: Case): readonly Fault[]
  withFaults(given: Case, faults: readonly Fault[]): Case
  /** What may be lowered beside, in the order in which it is tried. */
  numbersOf(given: Case): readonly ShrinkNumber<Case>[]
}
