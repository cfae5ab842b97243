import { realClock, type Clock } from '../foundation/clock.ts'
import { driveClosed } from '../load/drive-closed.ts'
import { driveOpen } from '../load/drive-open.ts'
import { ActiveIteration } from '../load/active-iteration.ts'
import { Engine } from '../load/engine.ts'
import type { Slot } from '../load/slot.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import { Recorder } from '../record/recorder.ts'
import { RunRecords } from '../record/run-records.ts'
import { ContextCaller } from './context-caller.ts'
import { contextClass, type SharedContext } from './context-class.ts'

const kept = new Map<LoadPlan['model'], unknown>()

/**
 * Keeps one of each object that a load is driven and recorded with, of a load in which nothing starts. When garbage is
 * collected, V8 forgets the shapes of objects of which none is left, and throws away all code that it had compiled for them;
 * each run begins with a collection, and so each had to learn again what an iteration is, some 60 ms of CPU time long.
 *
 * To be called when a run is over: only then is known what V8 makes of the fields of each, as whole numbers or not.
 */
export function keepShapes(plan: LoadPlan): void {
  const empty = withoutStarts(plan)
  const recorder = new Recorder(empty, Infinity, new RunRecords())
  const caller = new ContextCaller(() => {}, contextClass({}, []), {} as SharedContext, see)
  const engine = new Engine({ plan: empty, clock: still, sink: recorder, caller, draw: null })
  const driver = empty.model === 'open' ? driveOpen(empty, engine) : driveClosed(empty, engine)
  const iteration = see(engine.newSlot())
  const cell = recorder.cells.at('steady', null, null)
  kept.set(plan.model, [driver, recorder, cell, iteration])
}

/** Nothing waits, so that nothing need be stopped. Its time is the real one's: V8 learns which clock is read. */
const still: Clock = { ...realClock, after: () => () => {} }

const see = (slot: Slot): ActiveIteration => ActiveIteration.of(slot)

/** Small, whatever the plan is like. */
function withoutStarts(plan: LoadPlan): LoadPlan {
  const none = { agentOfIteration: null, warmupMs: 0, findsWarmup: false, plannedIterations: 0 }
  const agents = ['any']
  if (plan.model === 'open')
    return { ...plan, ...none, agents, plannedMs: 0, arrivals: { kind: 'times', timesMs: [] } }
  return { ...plan, ...none, agents, groups: 1, usersPerGroup: 1, users: null, iterationsPerGroup: 0 }
}
