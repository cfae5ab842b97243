// No `#snapshot`: docs/decisions/008.
/* oxlint-disable no-underscore-dangle */
import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { ActiveIteration } from '../load/active-iteration.ts'
import { wholeIndex } from '../load/share-plan.ts'
import { snapshotOf, type Snapshot } from '../load/snapshot.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Scenario } from '../model/scenario.ts'
import { BareCaller } from './bare-caller.ts'
import type { RunRequest } from './run-request.ts'
import type { Stage } from './stage.ts'

type See = (snapshot: Snapshot) => Iteration

/** Calls the workload with a context of its own. */
export function workloadCaller(
  request: RunRequest,
  target: unknown,
  stage: Stage,
  clock: Clock,
): WorkloadCaller {
  const see = request.worker === undefined ? seeOwn : seeWhole(request.worker)
  return hasNothing(request.contextPrototype)
    ? bareCaller(request, target, stage, clock, see)
    : inheritingCaller(request, target, stage, clock, see)
}

// Made when its workload first looks: many never do.
const seeOwn: See = (snapshot) => (snapshot.seen ??= new ActiveIteration(snapshot))

/** Its driver counts what is this worker's own; to the workload it is an iteration of the whole plan. */
function seeWhole({ indices }: NonNullable<RunRequest['worker']>): See {
  return (snapshot) => {
    const { index, slot } = snapshot
    return (snapshot.seen ??= new ActiveIteration(snapshot, wholeIndex(indices.get(slot.load)!, index)))
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
  see: See,
): WorkloadCaller {
  const { setup, users } = stage
  const { metrics } = scenario
  const shared = { target, clock: runClockOn(clock), setup, metrics, users, worker: worker?.place, see }
  return new BareCaller(workload, shared)
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
    declare readonly _snapshot: Snapshot
    constructor(snapshot: Snapshot) {
      this.target = target
      this._snapshot = snapshot
    }
  }
  Object.setPrototypeOf(Context.prototype, contextPrototype)
  Object.defineProperties(Context.prototype, sharedProperties(scenario, stage, clock, see))
  if (worker) Object.defineProperty(Context.prototype, 'worker', { value: worker.place, enumerable: true })
  return { call: (slot) => workload(new Context(snapshotOf(slot))) }
}

/** What a context has of its own. */
interface OwnPart {
  _snapshot: Snapshot
}

/** Of the rest only what the scenario declares: a fixture may have the same name. */
function sharedProperties(
  { setup, beforeEachUser, metrics }: Scenario,
  stage: Stage,
  clock: Clock,
  see: See,
): PropertyDescriptorMap {
  const properties: PropertyDescriptorMap = {
    clock: { value: runClockOn(clock), enumerable: true },
    iteration: {
      get(this: OwnPart) {
        return see(this._snapshot)
      },
      enumerable: true,
    },
  }
  if (setup !== null) properties['setup'] = { value: stage.setup, enumerable: true }
  if (Object.keys(metrics).length > 0) properties['metrics'] = { value: metrics, enumerable: true }
  if (beforeEachUser !== null) {
    properties['user'] = {
      get(this: OwnPart) {
        return stage.users.of(this._snapshot.slot)
      },
      enumerable: true,
    }
  }
  return properties
}
