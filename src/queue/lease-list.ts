import type { Clock } from '../foundation/clock.ts'
import type { HeldMessage } from './held-message.ts'
import { LinkedList } from './linked-list.ts'

/**
 * The leases that run, in order of deadline (all last equally long, so that is the order of their start), with one timer
 * for them all. No lease, no timer: an idle queue must not keep the process alive. But a timer costs more than a message, so
 * it outlives the last lease by a turn of the event loop: the next message often comes in the same.
 */
export class LeaseList {
  readonly #clock: Clock
  readonly #leaseMs: number
  readonly #onExpired: (held: HeldMessage) => void
  readonly #running = new LinkedList<HeldMessage>()
  #cancelTimer: (() => void) | null = null
  #endsTurn = false
  #untold = 0

  constructor(clock: Clock, leaseMs: number, onExpired: (held: HeldMessage) => void) {
    this.#clock = clock
    this.#leaseMs = leaseMs
    this.#onExpired = onExpired
  }

  /** Those included that ran out together with others, and are yet to be told of. */
  get length(): number {
    return this.#running.length + this.#untold
  }

  start(held: HeldMessage): void {
    held.expiresAtMs = this.#clock.now() + this.#leaseMs
    this.#running.append(held)
    if (this.#cancelTimer === null) this.#arm(this.#leaseMs)
  }

  /** Ends the lease. Returns false where it was no longer held. */
  end(held: HeldMessage): boolean {
    if (!this.#running.remove(held)) return false
    if (this.#running.length === 0 && !this.#endsTurn) void this.#disarmAfterTurn()
    return true
  }

  clear(): void {
    while (this.#running.shift() !== null);
    this.#disarm()
  }

  #arm(delayMs: number): void {
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#expire())
  }

  async #disarmAfterTurn(): Promise<void> {
    this.#endsTurn = true
    await this.#clock.yield()
    this.#endsTurn = false
    if (this.#running.length === 0) this.#disarm()
  }

  #disarm(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  /** The timer is set for the lease that was first when it was armed; that one may have ended since. */
  #expire(): void {
    const now = this.#clock.now()
    const expired: HeldMessage[] = []
    while (this.#running.first !== null && this.#running.first.expiresAtMs <= now) {
      expired.push(this.#running.shift()!)
    }
    this.#cancelTimer = null
    if (this.#running.first !== null) this.#arm(this.#running.first.expiresAtMs - now)
    // Last, since a message that is taken again at once starts a lease of its own.
    this.#untold += expired.length
    for (const held of expired) {
      this.#untold--
      this.#onExpired(held)
    }
  }
}
