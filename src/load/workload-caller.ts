import type { Slot } from './slot.ts'

/**
 * Who calls the workload. An object with a method and no function: a function that is made anew for each run is forgotten
 * after it, and with it whatever V8 has compiled it into.
 */
export interface WorkloadCaller {
  /** Calls it for what has just begun in `slot`; what it throws or rejects with fails the iteration. */
  call(slot: Slot): unknown
}
