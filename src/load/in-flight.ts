import { Slot } from './slot.ts'

/**
 * The iterations under way, each in a slot of its own, so that beginning and ending one is a store into that and looks
 * for nothing. Whoever wants to see them all walks the slots: the sweep for timeouts, and the end of the load.
 */
export class InFlight {
  size = 0
  private readonly _slots: Slot[] = []
  declare private readonly _load: string | null

  /** `load`: its name, where there are several. */
  constructor(load: string | null) {
    this._load = load
  }

  /** One more. They are numbered in the order they are asked for. */
  newSlot(): Slot {
    const slot = new Slot(this._slots.length, this._load)
    this._slots.push(slot)
    return slot
  }

  /** In place of one whose iteration was given up: its workload may still be running. */
  replace({ userIndex }: Slot): Slot {
    return (this._slots[userIndex] = new Slot(userIndex, this._load))
  }

  add(slot: Slot): void {
    slot.isBusy = true
    this.size++
  }

  /** False when nothing was under way in it any more. */
  remove(slot: Slot): boolean {
    if (!slot.isBusy) return false
    slot.isBusy = false
    this.size--
    return true
  }

  /** Calls `take` with the slot of each that started by then. It may remove it; what it begins must start later. */
  forEachStartedBy(ms: number, take: (slot: Slot) => void): void {
    for (const slot of this._slots) if (slot.isBusy && slot.startedMs <= ms) take(slot)
  }

  oldestStartMs(): number {
    return this._slots.reduce(
      (oldest, { isBusy, startedMs }) => (isBusy ? Math.min(oldest, startedMs) : oldest),
      Infinity,
    )
  }
}
