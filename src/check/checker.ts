import type { Verdict } from '../model/verdict.ts'
import type { DeliveryAccount } from './delivery-account.ts'

/** What a checker found. */
export interface Finding {
  verdict: Verdict
  /** One line for a person. */
  summary: string
  /** At most 8 messages that show a violation. */
  examples: string[]
}

/** Judges one guarantee. Pure: no clock, no I/O, no chance. */
export interface Checker<Name extends string = string> {
  readonly name: Name
  readonly summary: string
  check(account: DeliveryAccount): Finding
}

/** Declares a checker; its name becomes part of the type of `guarantees`. */
export function defineChecker<const Name extends string>(checker: Checker<Name>): Checker<Name> {
  return checker
}

/** A guarantee is violated by the deliveries in these classes. */
export function violatedBy(
  account: DeliveryAccount,
  classes: readonly (keyof DeliveryAccount['examples'])[],
): { count: number; examples: string[] } {
  const { summary, examples } = account
  return {
    count: classes.reduce((sum, name) => sum + summary[name], 0),
    examples: classes.flatMap((name) => examples[name].map((example) => `${name}: ${example}`)).slice(0, 8),
  }
}

const thousands = new Intl.NumberFormat('en-US')

/** `2,000 accepted, 2,000 delivered, 0 lost`: the classes named, then those that are not 0. */
export function tally(
  { summary }: DeliveryAccount,
  always: readonly (keyof DeliveryAccount['summary'])[],
): string {
  const names = Object.keys(summary) as (keyof typeof summary)[]
  const shown = [
    ...always,
    ...names.filter((name) => name !== 'attempted' && summary[name] > 0 && !always.includes(name)),
  ]
  return shown.map((name) => `${thousands.format(summary[name])} ${name.replace('_', '-')}`).join(', ')
}
