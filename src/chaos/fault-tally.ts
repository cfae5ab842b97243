import type { FaultSize } from './fault.ts'

/** Sizes of one name, over all times the fault fired. */
export interface SizeTally {
  count: number
  asked: { min: number; max: number }
  seen: { min: number; max: number }
}

/** What a fault came to. */
export class FaultTally {
  fired = 0
  /** When it fired last, from the start of the load. */
  lastFiredMs: number | null = null
  /** By site; a fault that is open over a time has none. */
  readonly bySite = new Map<string, number>()
  readonly sizes = new Map<string, SizeTally>()

  note(site: string | null, size: FaultSize | undefined, atMs: number): void {
    this.fired++
    this.lastFiredMs = atMs
    if (site !== null) this.bySite.set(site, (this.bySite.get(site) ?? 0) + 1)
    if (size === undefined) return
    const { name, asked, seen } = size
    const tally = this.sizes.get(name)
    if (tally === undefined) {
      this.sizes.set(name, { count: 1, asked: { min: asked, max: asked }, seen: { min: seen, max: seen } })
      return
    }
    tally.count++
    widen(tally.asked, asked)
    widen(tally.seen, seen)
  }
}

function widen(range: { min: number; max: number }, value: number): void {
  range.min = Math.min(range.min, value)
  range.max = Math.max(range.max, value)
}
