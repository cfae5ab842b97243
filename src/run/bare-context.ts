// No `#shared`: docs/decisions/008.
/* oxlint-disable no-underscore-dangle */
import type { RunClock } from '../foundation/run-clock.ts'
import type { Iteration } from '../model/iteration.ts'
import type { WorkerPlace } from '../model/workers.ts'
import type { UserStates } from './user-states.ts'

/** What contexts of one run have in common. */
export interface SharedContext {
  readonly target: unknown
  readonly clock: RunClock
  readonly setup: unknown
  readonly metrics: unknown
  readonly users: UserStates
  readonly worker: WorkerPlace | undefined
}

/**
 * What a workload is called with where there is no test whose context it could inherit from. One class for all runs: with
 * one for each, V8 meets a new shape in each run, and after four of them looks up each property by its name. What little
 * its constructor does is less than V8 takes for a call: it is a part of whoever makes one.
 */
export class BareContext {
  // Only declared: defining fields anew on each object would cost more than the rest of an empty iteration.
  declare readonly target: unknown
  declare readonly iteration: Iteration
  declare private readonly _shared: SharedContext

  constructor(shared: SharedContext, iteration: Iteration) {
    this.target = shared.target
    this.iteration = iteration
    this._shared = shared
  }

  get clock(): RunClock {
    return this._shared.clock
  }

  get setup(): unknown {
    return this._shared.setup
  }

  get metrics(): unknown {
    return this._shared.metrics
  }

  get user(): unknown {
    return this._shared.users.of(this.iteration)
  }

  get worker(): WorkerPlace | undefined {
    return this._shared.worker
  }
}
