import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { wholeIndex } from '../load/share-plan.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Scenario } from '../model/scenario.ts'
import { IterationContext } from './iteration-context.ts'
import type { RunRequest } from './run-request.ts'
import type { Stage } from './stage.ts'

/** Calls the workload with a context of its own: the test's, with what is the same for all iterations, and its iteration. */
export function workloadCaller(
  { workload, contextPrototype, scenario, worker }: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
): (iteration: Iteration) => unknown {
  const shared = Object.create(contextPrototype, sharedProperties(scenario, stage, clock)) as object
  if (worker) Object.defineProperty(shared, 'worker', { value: worker.place, enumerable: true })
  IterationContext.know(shared)
  if (worker === undefined) return (iteration) => workload(new IterationContext(shared, target, iteration))
  const { indices } = worker
  return (iteration) => {
    // Its driver counts what is this worker's own; to the workload it is an iteration of the whole plan.
    Object.assign(iteration, { index: wholeIndex(indices.get(iteration.load)!, iteration.index) })
    return workload(new IterationContext(shared, target, iteration))
  }
}

/** Of the rest only what the scenario declares: a fixture may have the same name. */
function sharedProperties(
  { setup, beforeEachUser, metrics }: Scenario,
  stage: Stage,
  clock: Clock,
): PropertyDescriptorMap {
  const properties: PropertyDescriptorMap = { clock: { value: runClockOn(clock), enumerable: true } }
  if (setup !== null) properties['setup'] = { value: stage.setup, enumerable: true }
  if (Object.keys(metrics).length > 0) properties['metrics'] = { value: metrics, enumerable: true }
  if (beforeEachUser !== null) {
    properties['user'] = {
      get(this: { iteration: Iteration }) {
        return stage.users.of(this.iteration)
      },
      enumerable: true,
    }
  }
  return properties
}
