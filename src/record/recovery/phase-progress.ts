import type { RecoveryPlan } from '../../model/recovery.ts'
import { ProgressWatch, type WorkOf } from './progress-watch.ts'

/** Who gets work done in the steady state, and after the healing. */
export class PhaseProgress {
  declare readonly steady: ProgressWatch
  /** Begins when all is healed. */
  declare readonly liveness: ProgressWatch

  constructor({ steadyFromMs, faultsFromMs, untilMs }: RecoveryPlan) {
    this.steady = new ProgressWatch(faultsFromMs)
    this.steady.fromMs = steadyFromMs
    this.liveness = new ProgressWatch(untilMs)
  }

  ended(work: WorkOf, dueMs: number, endMs: number, ok: boolean): void {
    this.steady.ended(work, dueMs, endMs, ok)
    this.liveness.ended(work, dueMs, endMs, ok)
  }
}
