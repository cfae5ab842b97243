import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { wholeIndex } from '../load/share-plan.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Scenario } from '../model/scenario.ts'
import type { RunRequest } from './run-request.ts'
import type { Stage } from './stage.ts'

/**
 * Calls the workload with a context of its own. Contexts inherit from the test's own, so that making one costs no copying;
 * what is the same for all stands in between.
 */
export function workloadCaller(
  { workload, contextPrototype, scenario, worker }: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
): (iteration: Iteration) => unknown {
  class Context {
    // Only declared: defining fields anew on each object would cost more than the rest of an empty iteration.
    declare readonly target: unknown
    declare readonly iteration: Iteration
    constructor(iteration: Iteration) {
      this.target = target
      this.iteration = iteration
    }
  }
  Object.setPrototypeOf(Context.prototype, contextPrototype)
  Object.defineProperties(Context.prototype, sharedProperties(scenario, stage, clock))
  if (worker) Object.defineProperty(Context.prototype, 'worker', { value: worker.place, enumerable: true })
  if (worker === undefined) return (iteration) => workload(new Context(iteration))
  const { indices } = worker
  return (iteration) => {
    // Its driver counts what is this worker's own; to the workload it is an iteration of the whole plan.
    Object.assign(iteration, { index: wholeIndex(indices.get(iteration.load)!, iteration.index) })
    return workload(new Context(iteration))
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
