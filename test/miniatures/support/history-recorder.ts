import type { Clock } from '../../../src/foundation/clock.ts'
import type { HistoryEvent } from '../../../src/model/history.ts'

/** Ends an operation: how, and what it brought. */
export type End = (type: 'ok' | 'fail' | 'info', fields?: { value?: unknown; offset?: number }) => void

/** Writes down the operations of a system that no run observes. */
export class HistoryRecorder {
  readonly events: HistoryEvent[] = []
  readonly #clock: Clock
  #lastTime = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  begin(process: string, f: 'enqueue' | 'dequeue', value: string | null): End {
    const key = 'log'
    this.events.push({ process, type: 'invoke', f, value, key, time: this.#time() })
    return (type, fields = {}) => {
      this.events.push({ process, type, f, value, key, ...fields, time: this.#time() })
    }
  }

  /** What one thread saw one after the other never shares a time. */
  #time(): number {
    this.#lastTime = Math.max(this.#clock.now() * 1000, this.#lastTime + 0.001)
    return this.#lastTime
  }
}
