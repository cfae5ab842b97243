import type { Problem } from '../foundation/problem.ts'
import type { z } from '../foundation/schema.ts'
import type { Budgets, Scenario, ScenarioLoad } from '../model/scenario.ts'
import type { faultsFields } from './faults-schema.ts'
import { resolveFaultOptions } from './resolve-faults.ts'
import { resolveRecovery } from './resolve-recovery.ts'

type Parsed = z.output<z.ZodObject<typeof faultsFields>>

interface Resolved {
  readonly value: Pick<Scenario, 'faults' | 'chaos' | 'recovery' | 'faultPoints'>
  readonly problems: readonly Problem[]
}

/** What goes wrong, and the phases around it. `parsed`: null where it was wrong; `given`: as the user gave it, or the kind. */
export function resolveChaos(
  parsed: Parsed | null,
  {
    loads,
    budgets,
    workers,
    isAsked,
  }: { loads: readonly ScenarioLoad[]; budgets: Budgets; workers: number; isAsked: boolean },
  given: Readonly<Record<string, unknown>>,
): Resolved {
  const hasFaults = given['faults'] !== undefined || given['chaos'] !== undefined
  const asked = loads.length > 0 ? parsed?.recovery : undefined
  const phases = resolveRecovery(asked, { loads, budgets, hasFaults, isAsked })
  const recovery = phases.ok ? phases.value : null
  const faults = resolveFaultOptions(loads, workers, given, recovery)
  return {
    value: {
      faults: faults.ok ? faults.value : [],
      chaos: parsed?.chaos ?? null,
      recovery,
      faultPoints: (parsed?.faultPoints as Scenario['faultPoints'] | undefined) ?? null,
    },
    problems: [phases, faults].flatMap((part) => (part.ok ? [] : part.problems)),
  }
}
