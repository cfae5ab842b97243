import type { Clock } from '../../foundation/clock.ts'
import { callAt } from './call-at.ts'
import type { Piece } from './piece.ts'

interface Delayed {
  piece: Piece
  dueMs: number
  onPassed: () => void
}

/** Hands pieces on when each is due, in the order they came, with one timer: one that is due waits for those before it. */
export class DelayLine {
  readonly #clock: Clock
  readonly #pass: (piece: Piece) => void
  #line: Delayed[] = []
  #cancel: (() => void) | null = null

  constructor(clock: Clock, pass: (piece: Piece) => void) {
    this.#clock = clock
    this.#pass = pass
  }

  /** `onPassed` is called after the piece was handed on: by its time, or sooner by `release`. */
  add(piece: Piece, dueMs: number, onPassed: () => void): void {
    this.#line.push({ piece, dueMs, onPassed })
    this.#wait()
  }

  /** Hands on all that is left, now. */
  release(): void {
    const rest = this.#empty()
    // All pieces first: what `onPassed` brings about must not come between them.
    for (const { piece } of rest) this.#pass(piece)
    for (const { onPassed } of rest) onPassed()
  }

  drop(): void {
    this.#empty()
  }

  #wait(): void {
    const first = this.#line[0]
    if (first && this.#cancel === null) this.#cancel = callAt(this.#clock, first.dueMs, () => this.#passDue())
  }

  #passDue(): void {
    this.#cancel = null
    const nowMs = this.#clock.now()
    // One by one: `onPassed` may heal the fault, and then the rest follows at once and in order.
    while (this.#line.length > 0 && this.#line[0]!.dueMs <= nowMs) {
      const { piece, onPassed } = this.#line.shift()!
      this.#pass(piece)
      onPassed()
    }
    this.#wait()
  }

  #empty(): Delayed[] {
    this.#cancel?.()
    this.#cancel = null
    return this.#line.splice(0)
  }
}
