import { resolveLoad } from '../../src/config/resolve-load.ts'
import type { Clock } from '../../src/foundation/clock.ts'
import { VirtualClock } from '../../src/foundation/virtual-clock.ts'
import { ActiveIteration } from '../../src/load/active-iteration.ts'
import { driveClosed } from '../../src/load/drive-closed.ts'
import { driveOpen, type OpenParts } from '../../src/load/drive-open.ts'
import { Engine } from '../../src/load/engine.ts'
import type { LoadPlan } from '../../src/model/load-plan.ts'
import { RecordingSink } from './recording-sink.ts'

export type Execute = (iteration: ActiveIteration, clock: VirtualClock) => unknown

/** The plan of a load as a user writes it. */
export function planOf(load: Record<string, unknown>, seed = 1): LoadPlan {
  const resolved = resolveLoad(load, seed)
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  return resolved.value.plan
}

interface Extras {
  draw?: (index: number) => unknown
  /** What the load sees of time, where that is not the virtual clock itself. */
  clockOf?: (clock: VirtualClock) => Clock
  open?: OpenParts
}

/** A load under way on virtual time. */
export function beginLoad(load: Record<string, unknown>, execute: Execute, more: Extras = {}) {
  const plan = planOf(load)
  const clock = new VirtualClock()
  const sink = new RecordingSink()
  const engine = new Engine({
    plan,
    clock: more.clockOf?.(clock) ?? clock,
    sink,
    caller: { call: (slot) => execute(ActiveIteration.of(slot), clock) },
    draw: more.draw ?? null,
  })
  const driver = plan.model === 'open' ? driveOpen(plan, engine, more.open) : driveClosed(plan, engine)
  return { plan, clock, sink, engine, driver }
}

/** Runs a load to its last outcome. */
export async function runLoad(load: Record<string, unknown>, execute: Execute) {
  const run = beginLoad(load, execute)
  await run.clock.run(run.driver.allStarted.then(() => run.engine.idle()))
  run.driver.stop()
  return run
}
