import type { FaultDefinition } from '../chaos/fault.ts'
import type { ScenarioCase } from '../model/scenario-case.ts'
import { presetOf } from './preset-of.ts'
import { presets } from './presets.ts'

/** The options of a scenario with what a case says in the place of its own seed, load and faults. */
export function caseOptions(options: unknown, given: ScenarioCase): Record<string, unknown> {
  const own = { ...(options as Record<string, unknown>) }
  const definitions = definitionsIn(own['faults'])
  const faults = given.faults.map((fault) => ({ ...fault, kind: definitions.get(fault.kind) ?? fault.kind }))
  return {
    ...own,
    ...(faults.length > 0 ? {} : calm(own)),
    ...loadOptions(own, given.load),
    seed: given.seed,
    faults: faults.length > 0 ? faults : undefined,
    chaos: undefined,
  }
}

/** Where nothing goes wrong, nothing is drawn by the kind either, and there is nothing to recover from. */
function calm(own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const preset = presetOf(own)
  const load = own['loads'] === undefined ? { load: own['load'] ?? preset.load } : {}
  const budgets = own['budgets'] as object | undefined
  return {
    ...(preset.chaos ? { kind: presets[0].kind, ...load } : {}),
    recovery: false,
    ...(budgets === undefined ? {} : { budgets: { ...budgets, recoveryTime: undefined } }),
  }
}

/** Faults of the user's own have no name by which they could be found elsewhere. */
function definitionsIn(faults: unknown): ReadonlyMap<string, FaultDefinition> {
  const given = (Array.isArray(faults) ? faults : []) as ({ kind?: unknown } | null)[]
  const kinds = given.map((fault) => fault?.kind)
  const own = kinds.filter((kind) => typeof kind === 'object' && kind !== null) as FaultDefinition[]
  return new Map(own.map((definition) => [definition.kind, definition]))
}

function loadOptions(
  own: Record<string, unknown>,
  changes: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  if (changes === undefined) return {}
  if (own['loads'] === undefined) {
    const load: object = own['load'] ?? presetOf(own).load
    return { load: { ...load, ...changes } }
  }
  const entries = Object.entries(own['loads'] as Record<string, object>)
  return {
    loads: Object.fromEntries(
      entries.map(([name, load]) => [name, { ...load, ...(changes[name] as object | undefined) }]),
    ),
  }
}
