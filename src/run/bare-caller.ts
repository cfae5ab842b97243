// No `#workload`: docs/decisions/008.
/* oxlint-disable no-underscore-dangle */
import type { Slot } from '../load/slot.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import type { Iteration } from '../model/iteration.ts'
import { BareContext, type SharedContext } from './bare-context.ts'

/** Calls a workload that has no test whose context it could inherit from. */
export class BareCaller implements WorkloadCaller {
  private readonly _workload: (context: never) => unknown
  private readonly _shared: SharedContext
  private readonly _see: (slot: Slot) => Iteration

  constructor(workload: (context: never) => unknown, shared: SharedContext, see: (slot: Slot) => Iteration) {
    this._workload = workload
    this._shared = shared
    this._see = see
  }

  call(slot: Slot): unknown {
    return this._workload(new BareContext(this._shared, this._see(slot)) as never)
  }
}
