import { VirtualClock } from '../../src/foundation/virtual-clock.ts'

/** A virtual clock of a machine that stands still for a minute, from 1.5 s on: what is due in that comes at its end. */
export class StandingClock extends VirtualClock {
  override after(delayMs: number, callback: () => void): () => void {
    const dueMs = this.now() + delayMs
    return super.after(delayMs + (dueMs > 1_500 && dueMs < 61_500 ? 61_500 - dueMs : 0), callback)
  }
}
