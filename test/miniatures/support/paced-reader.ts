import type { Clock } from '../../../src/foundation/clock.ts'
import type { Message } from '../../../src/queue/message.ts'

interface ReaderOptions {
  clock: Clock
  /** Milliseconds it takes to read one entry. */
  everyMs: number
  log: () => readonly Message[]
  deliver: (message: Message) => void
}

/** Reads a log in order, at its own pace. Call `wake` whenever the log may have changed. */
export class PacedReader {
  readonly #options: ReaderOptions
  #position = 0
  #reading = false

  constructor(options: ReaderOptions) {
    this.#options = options
  }

  /** Entries not yet read. */
  get left(): number {
    return Math.max(0, this.#options.log().length - this.#position)
  }

  wake(): void {
    const { clock, everyMs, log, deliver } = this.#options
    // A log that was cut off behind the reader: it goes on at the end.
    this.#position = Math.min(this.#position, log().length)
    if (this.#reading || this.left === 0) return
    this.#reading = true
    clock.after(everyMs, () => {
      this.#reading = false
      const message = log()[this.#position]
      if (message !== undefined) {
        this.#position++
        deliver(message)
      }
      this.wake()
    })
  }
}
