// No `#workload`, and what is assigned is declared: docs/decisions/008, 011.
/* oxlint-disable no-underscore-dangle */
import type { Slot } from '../load/slot.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import type { Iteration } from '../model/iteration.ts'
import type { ContextClass, SharedContext } from './context-class.ts'

/** What the workload sees of what has just begun in `slot`. */
export type See = (slot: Slot) => Iteration

/** Calls a workload with a context of its own for each iteration. */
export class ContextCaller implements WorkloadCaller {
  declare private readonly _workload: (context: never) => unknown
  declare private readonly _Context: ContextClass
  declare private readonly _shared: SharedContext
  declare private readonly _see: See

  constructor(workload: (context: never) => unknown, Context: ContextClass, shared: SharedContext, see: See) {
    this._workload = workload
    this._Context = Context
    this._shared = shared
    this._see = see
  }

  call(slot: Slot): unknown {
    return this._workload(new this._Context(this._shared, this._see(slot)) as never)
  }
}
