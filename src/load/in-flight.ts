import type { ActiveIteration } from './active-iteration.ts'
import { Slot } from './slot.ts'

/**
 * The iterations under way, each in a slot of its own, so that beginning and ending one is a store into that and looks
 * for nothing. Whoever wants to see them all walks the slots: the sweep for timeouts, and the end of the load.
 */
export class InFlight {
  size = 0
  private readonly _slots: Slot[] = []

  /** One more. They are numbered in the order they are asked for. */
  newSlot(): Slot {
    const slot = new Slot(this._slots.length)
    this._slots.push(slot)
    return slot
  }

  add(slot: Slot, iteration: ActiveIteration): void {
    slot.current = iteration
    this.size++
  }

  /** False when it was not there any more. */
  remove(slot: Slot, iteration: ActiveIteration): boolean {
    if (slot.current !== iteration) return false
    slot.current = null
    this.size--
    return true
  }

  /** Calls `take` with each that started by then. It may remove it; what it begins must start later. */
  forEachStartedBy(ms: number, take: (slot: Slot, iteration: ActiveIteration) => void): void {
    for (const slot of this._slots) {
      const { current } = slot
      if (current !== null && current.startedMs <= ms) take(slot, current)
    }
  }

  oldestStartMs(): number {
    return this._slots.reduce(
      (oldest, { current }) => Math.min(oldest, current?.startedMs ?? Infinity),
      Infinity,
    )
  }
}
