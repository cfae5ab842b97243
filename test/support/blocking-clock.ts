import { VirtualClock } from '../../src/foundation/virtual-clock.ts'

/** A virtual clock on which a workload can block: time passes at once, and nothing else gets a turn meanwhile. */
export class BlockingClock extends VirtualClock {
  #blockedMs = 0

  constructor() {
    super()
    const free = this.now
    this.now = () => free() + this.#blockedMs
  }

  block(ms: number): void {
    this.#blockedMs += ms
  }
}
