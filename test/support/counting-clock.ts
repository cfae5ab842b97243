import { VirtualClock } from '../../src/foundation/virtual-clock.ts'

/** A virtual clock that knows how many timers are set: on a real one, each would keep the process alive. */
export class CountingClock extends VirtualClock {
  pending = 0

  override after(delayMs: number, callback: () => void): () => void {
    let open = true
    const close = (): void => {
      if (open) this.pending--
      open = false
    }
    this.pending++
    const cancel = super.after(delayMs, () => {
      close()
      callback()
    })
    return () => {
      close()
      cancel()
    }
  }
}
