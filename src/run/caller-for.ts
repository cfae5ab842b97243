import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { ActiveIteration } from '../load/active-iteration.ts'
import { wholeIndex } from '../load/share-plan.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import { ContextCaller, type See } from './context-caller.ts'
import { contextClass, type DeclaredName } from './context-class.ts'
import type { RunRequest } from './run-request.ts'
import type { Stage } from './stage.ts'

/** Calls the workload with a context of its own. */
export function callerFor(request: RunRequest, target: unknown, stage: Stage, clock: Clock): WorkloadCaller {
  const { workload, testContext: test, scenario, worker } = request
  const { setup, users } = stage
  const { metrics } = scenario
  const shared = { test, target, clock: runClockOn(clock), setup, metrics, users, worker: worker?.place }
  const see = worker === undefined ? seeOwn : seeWhole(worker)
  return new ContextCaller(workload, contextClass(test, declaredIn(request)), shared, see)
}

const seeOwn: See = (slot) => ActiveIteration.of(slot)

/** Its driver counts what is this worker's own; to the workload it is an iteration of the whole plan. */
function seeWhole({ indices }: NonNullable<RunRequest['worker']>): See {
  return (slot) => ActiveIteration.of(slot, wholeIndex(indices.get(slot.load)!, slot.index))
}

/** Only what the scenario declares: a fixture may have the same name. */
function declaredIn({ scenario, worker }: RunRequest): DeclaredName[] {
  const { setup, metrics, beforeEachUser } = scenario
  const declared: DeclaredName[] = ['clock']
  if (setup !== null) declared.push('setup')
  if (Object.keys(metrics).length > 0) declared.push('metrics')
  if (beforeEachUser !== null) declared.push('user')
  if (worker !== undefined) declared.push('worker')
  return declared
}
