import type { RecoveryPlan } from '../model/recovery.ts'
import { plannedIterationsOf, plannedMsOf, steadyFromMs } from '../model/scenario-plan.ts'
import type { ScenarioLoad } from '../model/scenario.ts'
import { plannedStartsBetween } from './planned-starts-between.ts'

/** One end of the time in which faults may be open; null: not known before the run. */
interface Bound {
  readonly ms: number | null
  /** In iterations that have begun by then. */
  readonly operations: number | null
  /** What is so then, for a person. */
  readonly what: string
}

/** When faults may be open. What ends before `begin` is seen by nothing that is judged. */
export interface FaultSpan {
  readonly begin: Bound
  readonly end: Bound
  /** Nothing may open before `begin`, either. */
  readonly isStrict: boolean
}

/** `loads`: none where they are wrong, and told so. */
export function faultSpan(loads: readonly ScenarioLoad[], recovery: RecoveryPlan | null): FaultSpan {
  const started = (ms: number): number | null => plannedStartsBetween(loads, 0, ms)
  if (recovery !== null) {
    const { faultsFromMs, healAtMs } = recovery
    const begin = {
      ms: faultsFromMs,
      operations: started(faultsFromMs),
      what: 'when the steady state has been measured',
    }
    const end = { ms: healAtMs, operations: started(healAtMs), what: 'when `recovery` has all healed' }
    return { begin, end, isStrict: true }
  }
  const isKnown = loads.length > 0
  const begin = {
    ms: isKnown ? steadyFromMs({ loads }) : 0,
    operations: null,
    what: 'the end of the warm-up',
  }
  const end = {
    ms: isKnown ? plannedMsOf({ loads }) : null,
    operations: isKnown ? plannedIterationsOf({ loads }) : null,
    what: 'the planned end of the load',
  }
  return { begin, end, isStrict: false }
}
