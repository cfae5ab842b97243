import { text, z } from '../foundation/schema.ts'
import type { FaultEntry } from '../model/scenario-case.ts'

/** What `onlyCase` takes; its faults and its load are checked with the scenario that they are for. */
export const onlyCaseSchema = z.strictObject({
  seed: z.int32({ error: 'a 32-bit integer' }),
  load: z.record(z.string(), z.unknown(), { error: 'an object of options of the load' }).optional(),
  faults: z
    .array(z.looseObject({ kind: text(), id: text().optional() }), { error: 'a list of faults' })
    .default([]),
})

/** A case of a scenario: a seed, what of its load is to be another, and its faults, kinds by name. */
export interface OnlyCase {
  seed: number
  /** Options of the load in the place of the scenario's own; of several loads, by their names. */
  load?: Readonly<Record<string, unknown>>
  /** As in the options of a scenario. Of a definition of the scenario's own, its kind. */
  faults?: readonly (Partial<FaultEntry> & { kind: string })[]
}
