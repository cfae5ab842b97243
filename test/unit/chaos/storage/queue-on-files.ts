import type { Message } from '../../../../src/queue/message.ts'
import { sleep, type Clock } from '../../../../src/foundation/clock.ts'
import type { UnsyncedFiles } from '../../../../src/chaos/storage/unsynced-files.ts'
import { LogQueue } from './log-queue.ts'

/** A `LogQueue` and who consumes it, with what a run needs to account for its messages. Flushed every 207 ms, read every 300. */
export class QueueOnFiles {
  readonly files: UnsyncedFiles
  readonly #queue: LogQueue
  readonly #clock: Clock
  readonly #listeners = new Set<(message: unknown) => void>()
  readonly #closed = new AbortController()
  #delivered = 0

  constructor(files: UnsyncedFiles, path: string, syncs: 'each' | 'later', clock: Clock) {
    this.files = files
    this.#clock = clock
    this.#queue = new LogQueue(files, path, syncs)
    files.onCrash(() => this.#queue.reopen())
    void this.#every(207, () => this.#queue.flush())
    void this.#every(300, () => this.#deliver())
  }

  async send(message: Message): Promise<void> {
    await this.#queue.send(`${message.producer} ${message.sequence}`)
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  idOf({ producer, sequence }: Message): { producer: string; sequence: number } {
    return { producer, sequence }
  }

  async drain(): Promise<boolean> {
    await this.#deliver()
    return true
  }

  close(): void {
    this.#closed.abort()
  }

  async #deliver(): Promise<void> {
    const lines = await this.#queue.messages()
    // Less than it has seen already: what it has seen was lost.
    for (const line of lines.slice(this.#delivered)) {
      const [producer, sequence] = line.split(' ')
      for (const listener of this.#listeners) listener({ producer, sequence: Number(sequence) })
    }
    this.#delivered = Math.max(this.#delivered, lines.length)
  }

  async #every(ms: number, work: () => Promise<unknown>): Promise<void> {
    while (!this.#closed.signal.aborted) {
      await sleep(this.#clock, ms, this.#closed.signal)
      await work()
    }
  }
}
