import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { wholeIndex } from '../load/share-plan.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Scenario } from '../model/scenario.ts'
import { BareContext } from './bare-context.ts'
import type { RunRequest } from './run-request.ts'
import type { Stage } from './stage.ts'

/** Calls the workload with a context of its own. */
export function workloadCaller(
  request: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
): (iteration: Iteration) => unknown {
  const call = hasNothing(request.contextPrototype)
    ? bareCaller(request, target, stage, clock)
    : inheritingCaller(request, target, stage, clock)
  if (request.worker === undefined) return call
  const { indices } = request.worker
  return (iteration) => {
    // Its driver counts what is this worker's own; to the workload it is an iteration of the whole plan.
    const { index, load } = iteration
    ;(iteration as { index: number }).index = wholeIndex(indices.get(load)!, index)
    return call(iteration)
  }
}

function hasNothing(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === Object.prototype && Reflect.ownKeys(prototype).length === 0
}

function bareCaller(
  { workload, scenario, worker }: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
): (iteration: Iteration) => unknown {
  const { setup, users } = stage
  const { metrics } = scenario
  const shared = { target, clock: runClockOn(clock), setup, metrics, users, worker: worker?.place }
  return (iteration) => workload(new BareContext(shared, iteration))
}

/**
 * Contexts inherit from the test's own, so that making one costs no copying; what is the same for all stands in between.
 * Each test has a class of its own; garbage is collected before it runs, and with it goes what V8 knew of the last one.
 */
function inheritingCaller(
  { workload, contextPrototype, scenario, worker }: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
): (iteration: Iteration) => unknown {
  class Context {
    // Only declared, as in `BareContext`.
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
  return (iteration) => workload(new Context(iteration))
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
