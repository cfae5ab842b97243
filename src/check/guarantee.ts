import type { Schema, z } from '../foundation/schema.ts'
import type { Verdict } from '../model/verdict.ts'
import type { QueueCapabilities } from '../queue/message-queue.ts'
import type { Evidence } from './evidence.ts'
import type { Proof } from './history/checker.ts'
import type { WrongDelivery } from './ledger-proof.ts'

/** What a guarantee came to. */
export interface Finding {
  verdict: Verdict
  /** One line for a person. */
  summary: string
  /** At most 8 messages that show a violation. */
  examples: string[]
  /** Why a person can believe it; null where the examples say it all. */
  proof?: Proof | null
  /** The deliveries that show it, where the ledger does; what was recorded of them proves it. */
  wrong?: readonly WrongDelivery[]
  /** Why a pass would say nothing: what the guarantee is about never came to pass. */
  vacuous?: string | null
}

/** What a scenario promises about delivery, and how that is judged. Pure: no clock, no I/O, no chance. */
export interface Guarantee<Name extends string = string, Options extends Schema = Schema> {
  readonly name: Name
  readonly summary: string
  readonly optionsSchema: Options
  /** Whether it is judged on recorded operations, or on the ledger, which is always there. */
  readonly judgedOn: 'ledger' | 'history'
  /** How it is written with these options: `capacity(100)`. Default: its name. */
  label?(options: z.output<Options>): string
  /** The capabilities that speak of it. */
  readonly about?: readonly (keyof QueueCapabilities)[]
  /**
   * The options under which a system with these capabilities promises it; null: it does not. What is asserted beyond
   * that is said at the start. Absent: nothing that capabilities speak of.
   */
  promised?(capabilities: Partial<QueueCapabilities>): z.input<Options> | null
  /** Whether `options` ask for more than what is `promised`. Default: they do not. */
  exceeds?(options: z.output<Options>, promised: z.input<Options>): boolean
  check(evidence: Evidence, options: z.output<Options>): Finding
}

/** Declares a guarantee; its name becomes part of the type of `guarantees`. */
export function defineGuarantee<const Name extends string, Options extends Schema>(
  guarantee: Guarantee<Name, Options>,
): Guarantee<Name, Options> {
  return guarantee
}
