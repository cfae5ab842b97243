import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from 'vitest-stress/queue'
import type { FileQueue } from './file-queue.ts'

type Listener = (message: Message) => void

/** How long a processor that found nothing waits before it looks again. */
const pollMs = 2

/** How long a delivery takes: 1, 9 or 17 ms, so that a later one can overtake. In the recorded system it was 6.7 to 65 s. */
const deliveryMs = ({ sequence }: Message): number => 1 + (sequence % 3) * 8

/**
 * A queue file in a folder of its own, and processors that drain it, each with its own queue object on that file. What
 * a run needs to account for every message is the rest: `onMessage`, `idOf`, `drain`.
 */
export class QueueService {
  readonly #folder: string
  readonly #queues: readonly FileQueue[]
  readonly #listeners = new Set<Listener>()
  readonly #processors: Promise<unknown>
  /** Those whose latest look, begun in this round, found nothing to take. */
  readonly #idle = new Set<FileQueue>()
  #round = 0
  #stopped = false

  private constructor(folder: string, queues: readonly FileQueue[]) {
    this.#folder = folder
    this.#queues = queues
    this.#processors = Promise.all(queues.map((queue) => this.#process(queue)))
    // Whoever closes the service hears of it.
    this.#processors.catch(() => {})
  }

  static async start(makeQueue: (path: string) => FileQueue, processors: number): Promise<QueueService> {
    const folder = await mkdtemp(join(tmpdir(), 'json-file-queue-'))
    const path = join(folder, 'queue.json')
    return new QueueService(
      folder,
      Array.from({ length: processors }, () => makeQueue(path)),
    )
  }

  send(message: Message): Promise<void> {
    return this.#queues[0]!.send(message)
  }

  /** Calls `listener` for each delivery. Returns a function that ends it. */
  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  idOf({ producer, sequence }: Message): { producer: string; sequence: number } {
    return { producer, sequence }
  }

  /** True once every processor has looked again and none found anything to take; false when `signal` came first. */
  async drain(signal: AbortSignal): Promise<boolean> {
    this.#round++
    this.#idle.clear()
    while (this.#idle.size < this.#queues.length) {
      if (signal.aborted) return false
      await sleep(pollMs)
    }
    return true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    try {
      await this.#processors
    } finally {
      await rm(this.#folder, { recursive: true, force: true })
    }
  }

  async #process(queue: FileQueue): Promise<void> {
    while (!this.#stopped) {
      const round = this.#round
      const message = await queue.claim()
      if (message) {
        this.#idle.delete(queue)
        await this.#deliver(queue, message)
      } else {
        // A look from before the drain may have missed what was sent since.
        if (round === this.#round) this.#idle.add(queue)
        await sleep(pollMs)
      }
    }
  }

  async #deliver(queue: FileQueue, message: Message): Promise<void> {
    await sleep(deliveryMs(message))
    for (const listener of this.#listeners) listener(message)
    await queue.complete(message)
  }
}
