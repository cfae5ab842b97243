import type { Clock } from '../../foundation/clock.ts'
import { callAt } from './call-at.ts'
import type { Piece } from './piece.ts'

/** How bytes are cut into parts, and how far apart the parts are. */
export interface Pace {
  /** Bytes of the part that begins here; may be more than there is. */
  partAt(offset: number): number
  /** From the part before, or from the arrival where nothing was under way. */
  waitMs(bytes: number): number
  /**
   * `sinceMs`: when the line began to be busy, on the clock; `busyBytes`: handed on since then, with this part; `waitMs`: how
   * long the pace made it wait; `isCut`: it is not all of what came.
   */
  onPart(part: { bytes: number; sinceMs: number; busyBytes: number; waitMs: number; isCut: boolean }): void
}

/** Hands bytes on in parts, one after the other. It cuts when a part is due: what waits stays whole. */
export class PacedLine {
  readonly #clock: Clock
  readonly #pace: Pace
  readonly #pass: (piece: Piece) => void
  #line: Piece[] = []
  #offset: number
  #isBusy = false
  #sinceMs = 0
  #busyBytes = 0
  /** The first of the line is what is left of a piece. */
  #isRest = false
  /** When the part before was due: a timer that is late makes none of the later ones late. */
  #lastMs = 0
  #cancel = (): void => {}

  /** `offset`: of the first byte in the stream. */
  constructor(clock: Clock, pace: Pace, pass: (piece: Piece) => void, offset: number) {
    this.#clock = clock
    this.#pace = pace
    this.#pass = pass
    this.#offset = offset
  }

  take(piece: Piece): void {
    this.#line.push(piece)
    if (this.#isBusy) return
    this.#isBusy = true
    this.#busyBytes = 0
    this.#sinceMs = this.#lastMs = this.#clock.now()
    this.#go()
  }

  /** Hands on all that is left, now. */
  release(): void {
    this.#cancel()
    for (const piece of this.#line.splice(0)) this.#pass(piece)
  }

  drop(): void {
    this.#cancel()
    this.#line = []
  }

  #go(): void {
    for (let first = this.#line[0]; first !== undefined; first = this.#line[0]) {
      if (typeof first === 'string') {
        this.#line.shift()
        this.#pass(first)
        continue
      }
      const bytes = Math.min(first.length, this.#pace.partAt(this.#offset))
      const waitMs = this.#pace.waitMs(bytes)
      const dueMs = this.#lastMs + waitMs
      if (dueMs > this.#clock.now()) {
        this.#cancel = callAt(this.#clock, dueMs, () => this.#go())
        return
      }
      this.#lastMs = dueMs
      this.#passPart(first, bytes, waitMs)
    }
    this.#isBusy = false
  }

  #passPart(first: Buffer, bytes: number, waitMs: number): void {
    const isCut = this.#isRest || bytes < first.length
    this.#isRest = bytes < first.length
    if (bytes === first.length) this.#line.shift()
    else this.#line[0] = first.subarray(bytes)
    this.#offset += bytes
    this.#busyBytes += bytes
    this.#pass(first.subarray(0, bytes))
    this.#pace.onPart({ bytes, sinceMs: this.#sinceMs, busyBytes: this.#busyBytes, waitMs, isCut })
  }
}
