import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { ActiveIteration } from '../load/active-iteration.ts'
import { wholeIndex } from '../load/share-plan.ts'
import type { Slot } from '../load/slot.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Scenario } from '../model/scenario.ts'
import { BareCaller } from './bare-caller.ts'
import type { RunRequest } from './run-request.ts'
import type { Stage } from './stage.ts'

/** What the workload sees of what has just begun in `slot`. */
type See = (slot: Slot) => Iteration

/** Calls the workload with a context of its own. */
export function callerFor(request: RunRequest, target: unknown, stage: Stage, clock: Clock): WorkloadCaller {
  const see = request.worker === undefined ? seeOwn : seeWhole(request.worker)
  return hasNothing(request.contextPrototype)
    ? bareCaller(request, target, stage, clock, see)
    : inheritingCaller(request, target, stage, clock, see)
}

const seeOwn: See = (slot) => ActiveIteration.of(slot)

/** Its driver counts what is this worker's own; to the workload it is an iteration of the whole plan. */
function seeWhole({ indices }: NonNullable<RunRequest['worker']>): See {
  return (slot) => ActiveIteration.of(slot, wholeIndex(indices.get(slot.load)!, slot.index))
}

function hasNothing(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === Object.prototype && Reflect.ownKeys(prototype).length === 0
}

function bareCaller(
  { workload, scenario, worker }: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
  see: See,
): WorkloadCaller {
  const { setup, users } = stage
  const { metrics } = scenario
  const shared = { target, clock: runClockOn(clock), setup, metrics, users, worker: worker?.place }
  return new BareCaller(workload, shared, see)
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
  see: See,
): WorkloadCaller {
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
  return { call: (slot) => workload(new Context(see(slot))) }
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
