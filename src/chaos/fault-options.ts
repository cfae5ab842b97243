import type { z } from '../foundation/schema.ts'
import type { FaultDefinition } from './fault.ts'
import type { callFaultFields, faultFields } from './fault-fields.ts'
import type { faults } from './faults.ts'

type Fields<Shape extends z.ZodRawShape> = z.input<z.ZodObject<Shape>>
/** Of no parameters zod makes a type that has no other field either. */
type ParametersOf<Own> = [keyof Own] extends [never]
  ? unknown
  : Own extends z.ZodRawShape
    ? Fields<Own>
    : never
type OptionsOf<D> = D extends { sites: readonly (infer Site)[]; kind: infer Kind; parameters: infer Own }
  ? { kind: Kind; sites?: readonly Site[] } & Fields<typeof callFaultFields> & ParametersOf<Own>
  : D extends { kind: infer Kind; parameters: infer Own }
    ? { kind: Kind } & Fields<typeof faultFields> & ParametersOf<Own>
    : never

export type FaultKind = (typeof faults)[number]['kind']

/** An entry of `faults`: a kind by name with its parameters, or a definition of your own with whatever it takes. */
export type FaultOptions =
  | OptionsOf<(typeof faults)[number]>
  | { kind: FaultDefinition; [option: string]: unknown }

/** A schedule drawn from the seed. */
export interface ChaosOptions {
  /** How much goes wrong, above 0, up to 1: about 20 faults at 1. @default 0.5 */
  intensity?: number
  /** What to draw from. @default all that the target has the fault points for and a system can survive, but for those that act on the process of the load itself */
  kinds?: readonly FaultKind[]
  /** For each seed only some of the kinds, with very different weights. @default false */
  swarm?: boolean
}
