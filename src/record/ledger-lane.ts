import { entryBits, plainEntry, taken, withEvent, type EntryEvent } from './entry-bits.ts'

/** How many messages one page of the ledger covers. */
export const pageLength = 2 ** 14

const { attempted, accepted, refused, deadLettered, oneDelivery } = entryBits

/** The entries that have a code of their own, which is their index; 15 stands for all the others. */
const codedEntries = Uint8Array.of(
  0,
  attempted,
  attempted + accepted,
  plainEntry,
  attempted + refused,
  // An inbox is often faster than the confirmation.
  attempted + oneDelivery,
  attempted + 2 * oneDelivery,
  attempted + 3 * oneDelivery,
  plainEntry + oneDelivery,
  plainEntry + 2 * oneDelivery,
  attempted + accepted + deadLettered,
  attempted + deadLettered,
  plainEntry + deadLettered,
  attempted + refused + oneDelivery,
  oneDelivery,
)
const other = 15
const codes = new Uint8Array(64).fill(other)
codedEntries.forEach((entry, code) => (codes[entry] = code))
/** The code after an event, at `16 * event + code`. */
const codesAfter = new Uint8Array(16 * (oneDelivery + 1)).fill(other)
for (const event of [...Object.values(entryBits), taken] as const) {
  codedEntries.forEach(
    (entry, code) => (codesAfter[16 * event + code] = codes[withEvent(entry, event)] ?? other),
  )
}
const twoPlain = codes[plainEntry]! * 0x11

/** Where rare entries are more than this, an array is smaller than a map. */
const mostInMap = pageLength / 16

/** An entry for each message of a page: four bits, and whatever does not fit elsewhere. */
export class LedgerLane {
  /** Two codes to a byte, that of the even slot in the low four bits. Beyond its end everything is 0. */
  declare private _cells: Uint8Array
  /** Entries without a code, by slot. */
  private _rare: Map<number, number> | null = null
  /** The same, once there are many. 0: it is in the map, since it is too large. */
  private _frequent: Uint16Array | null = null

  /** `slots`: how many to make room for at once. */
  constructor(slots: number) {
    this._cells = new Uint8Array(slots >> 1)
  }

  /** How many slots have room; what it takes is half as many bytes. */
  get slots(): number {
    return this._cells.length << 1
  }

  get(slot: number): number {
    if (slot >> 1 >= this._cells.length) return 0
    const code = (this._cells[slot >> 1]! >> ((slot & 1) << 2)) & 15
    return code === other ? this._uncoded(slot) : codedEntries[code]!
  }

  /** Adds what happened. Returns the entry before. */
  mark(slot: number, event: EntryEvent): number {
    const index = slot >> 1
    if (index >= this._cells.length) this._grow(index + 1)
    const shift = (slot & 1) << 2
    const cell = this._cells[index]!
    const code = (cell >> shift) & 15
    const next = codesAfter[(event << 4) | code]!
    if (next === other) return this._markUncoded(slot, event)
    this._cells[index] = cell ^ ((code ^ next) << shift)
    return codedEntries[code]!
  }

  set(slot: number, entry: number): void {
    const index = slot >> 1
    if (index >= this._cells.length) this._grow(index + 1)
    const code = entry < codes.length ? codes[entry]! : other
    if (code === other) this._keep(slot, entry)
    const shift = (slot & 1) << 2
    this._cells[index] = (this._cells[index]! & (0xf0 >> shift)) | (code << shift)
  }

  /** Calls `visit` for every entry that is neither 0 nor plain. Returns how many are plain. */
  visit(visit: (slot: number, entry: number) => void): number {
    const cells = this._cells
    let plain = 0
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!
      if (cell === twoPlain) plain += 2
      else if (cell !== 0) {
        for (let slot = 2 * index; slot < 2 * index + 2; slot++) {
          const entry = this.get(slot)
          if (entry === plainEntry) plain++
          else if (entry !== 0) visit(slot, entry)
        }
      }
    }
    return plain
  }

  isDelivered(slot: number): boolean {
    return this.get(slot) >= oneDelivery
  }

  /** The first slot of which something was delivered; `slots` without any. */
  firstDelivered(): number {
    let slot = 0
    while (slot < this.slots && !this.isDelivered(slot)) slot++
    return slot
  }

  /** The last slot of which something was delivered; -1 without any. */
  lastDelivered(): number {
    let slot = this.slots - 1
    while (slot >= 0 && !this.isDelivered(slot)) slot--
    return slot
  }

  private _markUncoded(slot: number, event: EntryEvent): number {
    const before = this.get(slot)
    this.set(slot, withEvent(before, event))
    return before
  }

  private _uncoded(slot: number): number {
    return this._frequent?.[slot] || this._rare!.get(slot)!
  }

  private _keep(slot: number, entry: number): void {
    if (this._frequent) this._frequent[slot] = 0
    if (this._frequent && entry < 2 ** 16) this._frequent[slot] = entry
    else {
      this._rare ??= new Map()
      this._rare.set(slot, entry)
      if (this._rare.size > mostInMap && !this._frequent) this._spread(this._rare)
    }
  }

  private _spread(rare: ReadonlyMap<number, number>): void {
    this._frequent = new Uint16Array(pageLength)
    this._rare = new Map()
    for (const [slot, entry] of rare) this._keep(slot, entry)
  }

  private _grow(atLeast: number): void {
    let length = Math.max(8, this._cells.length)
    while (length < atLeast) length *= 2
    const grown = new Uint8Array(length)
    grown.set(this._cells)
    this._cells = grown
  }
}
