import type { DeliveryBounds } from './delivery-bounds.ts'
import { entryBits, plainEntry, withEvent, type EntryEvent } from './entry-bits.ts'
import type { FirstInboxes } from './first-inboxes.ts'
import { LedgerLane, pageLength } from './ledger-lane.ts'

/** What an entry in a map takes, and what a lane takes beside its cells, in bytes, roughly. */
const bytesInMap = 32
const bytesOfLane = 300
const fewestToSort = 64

type Visit = (slot: number, inbox: number, entry: number) => void

/**
 * What is known of `pageLength` messages of one producer in a row; inboxes are numbers. The entry of a message and an
 * inbox is in one of three places: in the first lane if it is the message's first inbox, else in the lane of the inbox
 * if it has one, else in a map. What the map gathers is sorted into lanes once that takes less memory.
 */
export class LedgerPage {
  declare readonly inboxes: FirstInboxes
  declare private readonly _first: LedgerLane
  /** By inbox. */
  private _further: Map<number, LedgerLane> | null = null
  /** By `inbox * pageLength + slot`. */
  private _scattered: Map<number, number> | null = null
  private _mostScattered = fewestToSort

  /** `slots`: how many messages to make room for at once. */
  constructor(inboxes: FirstInboxes, slots: number) {
    this.inboxes = inboxes
    this._first = new LedgerLane(slots)
  }

  /** Adds what happened. Returns the entry before. */
  mark(slot: number, inbox: number, event: EntryEvent): number {
    if (this.inboxes.at(slot) === inbox) return this._first.mark(slot, event)
    if (this._claims(slot, inbox)) {
      this.inboxes.put(slot, inbox)
      return this._first.mark(slot, event)
    }
    const lane = this._further?.get(inbox)
    return lane ? lane.mark(slot, event) : this._markScattered(slot, inbox, event)
  }

  /** Calls `visit` for every entry that is neither 0 nor plain. Returns how many are plain. */
  visit(visit: Visit): number {
    let plain = this._first.visit((slot, entry) => visit(slot, this.inboxes.at(slot), entry))
    for (const [inbox, lane] of this._further ?? [])
      plain += lane.visit((slot, entry) => visit(slot, inbox, entry))
    this._eachScattered((slot, inbox, entry) => {
      if (entry === plainEntry) plain++
      else visit(slot, inbox, entry)
    })
    return plain
  }

  /** Calls `visit` for every entry that is not 0. */
  forEach(visit: Visit): void {
    const first = this._first
    for (let slot = 0; slot < first.slots; slot++)
      if (first.get(slot) !== 0) visit(slot, this.inboxes.at(slot), first.get(slot))
    for (const [inbox, lane] of this._further ?? []) {
      for (let slot = 0; slot < lane.slots; slot++)
        if (lane.get(slot) !== 0) visit(slot, inbox, lane.get(slot))
    }
    this._eachScattered(visit)
  }

  /** Tells the first and the last delivery to each inbox, perhaps others too. `begin`: the page's first message. */
  bound(bounds: DeliveryBounds, begin: number): void {
    const { only } = this.inboxes
    if (only >= 0) boundLane(bounds, begin, only, this._first)
    else {
      for (let slot = 0; slot < this._first.slots; slot++)
        if (this._first.isDelivered(slot)) bounds.add(this.inboxes.at(slot), begin + slot)
    }
    for (const [inbox, lane] of this._further ?? []) boundLane(bounds, begin, inbox, lane)
    this._eachScattered((slot, inbox, entry) => {
      if (entry >= entryBits.oneDelivery) bounds.add(inbox, begin + slot)
    })
  }

  /** 1 for each slot whose message was sent to anybody. */
  attempted(): Uint8Array {
    const slots = new Uint8Array(pageLength)
    for (const lane of [this._first, ...(this._further?.values() ?? [])])
      for (let slot = 0; slot < lane.slots; slot++) slots[slot]! |= lane.get(slot) & entryBits.attempted
    this._eachScattered((slot, _, entry) => (slots[slot]! |= entry & entryBits.attempted))
    return slots
  }

  /**
   * Whether the message has no first inbox yet, and nothing is known of it and this one. The map need not be asked: a
   * column begins with all in it that has no first inbox, and later nothing comes to it before there is one.
   */
  private _claims(slot: number, inbox: number): boolean {
    if (!this.inboxes.hasColumn || this._first.get(slot) !== 0) return false
    return !this._further?.get(inbox)?.get(slot)
  }

  private _markScattered(slot: number, inbox: number, event: EntryEvent): number {
    this._scattered ??= new Map()
    const key = inbox * pageLength + slot
    const before = this._scattered.get(key) ?? 0
    this._scattered.set(key, withEvent(before, event))
    if (this._scattered.size > this._mostScattered) this._sort(this._scattered)
    return before
  }

  private _sort(scattered: Map<number, number>): void {
    this._giveFirst(scattered)
    this._giveLanes(scattered)
    if (scattered.size === 0) this._scattered = null
    this._mostScattered = Math.max(fewestToSort, 2 * scattered.size)
  }

  /** To messages without a first inbox gives one, if a column for it takes less than the map. */
  private _giveFirst(scattered: Map<number, number>): void {
    const first = new Map<number, number>()
    for (const key of scattered.keys()) {
      const slot = key % pageLength
      if (!first.has(slot) && this._first.get(slot) === 0) first.set(slot, key)
    }
    const extent = Math.max(...first.keys(), this._first.slots)
    if (first.size * bytesInMap < extent) return
    for (const [slot, key] of first) {
      this.inboxes.put(slot, Math.floor(key / pageLength))
      this._first.set(slot, scattered.get(key)!)
      scattered.delete(key)
    }
  }

  /** To inboxes with many entries gives a lane of their own. */
  private _giveLanes(scattered: Map<number, number>): void {
    const sizes = new Map<number, number>()
    for (const key of scattered.keys()) {
      const inbox = Math.floor(key / pageLength)
      sizes.set(inbox, (sizes.get(inbox) ?? 0) + 1)
    }
    for (const [key, entry] of scattered) {
      const inbox = Math.floor(key / pageLength)
      if (sizes.get(inbox)! * bytesInMap < this._first.slots / 2 + bytesOfLane) continue
      this._further ??= new Map()
      let lane = this._further.get(inbox)
      if (!lane) this._further.set(inbox, (lane = new LedgerLane(this._first.slots)))
      lane.set(key % pageLength, entry)
      scattered.delete(key)
    }
  }

  private _eachScattered(visit: Visit): void {
    for (const [key, entry] of this._scattered ?? [])
      visit(key % pageLength, Math.floor(key / pageLength), entry)
  }
}

function boundLane(bounds: DeliveryBounds, begin: number, inbox: number, lane: LedgerLane): void {
  const last = lane.lastDelivered()
  if (last < 0) return
  bounds.add(inbox, begin + lane.firstDelivered())
  bounds.add(inbox, begin + last)
}
