import type { ActiveIteration } from './active-iteration.ts'
import type { Slot } from './slot.ts'

/**
 * What a slot holds of the iteration that has just begun in it, for its workload, which may look long after. Out of this, and
 * only when it looks, what it sees is made.
 */
export interface Snapshot extends Pick<
  Slot,
  'index' | 'agent' | 'scheduledMs' | 'startedMs' | 'phase' | 'message' | 'data' | 'turn'
> {
  readonly slot: Slot
  /** What its workload was shown; null: it did not look yet. */
  seen: ActiveIteration | null
}

/** Of the iteration that has just begun in `slot`. */
export function snapshotOf(slot: Slot): Snapshot {
  return {
    index: slot.index,
    agent: slot.agent,
    scheduledMs: slot.scheduledMs,
    startedMs: slot.startedMs,
    phase: slot.phase,
    message: slot.message,
    data: slot.data,
    turn: slot.turn,
    slot,
    seen: null,
  }
}
