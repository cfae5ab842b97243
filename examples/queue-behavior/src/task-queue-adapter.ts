import {
  QueueClosedError,
  type DeadLetter,
  type Lease,
  type Message,
  type MessageQueue,
  type QueueCapabilities,
} from 'vitest-stress/queue'

type Consumer = (lease: Lease | null) => void

/**
 * A library that runs tasks, seen as a queue of messages. A message is a task; it starts when a consumer is there to have
 * it, and ends with its ack or nack. So as many tasks may run as there are consumers with a message or waiting for one.
 */
export abstract class TaskQueueAdapter implements MessageQueue {
  abstract readonly capabilities: QueueCapabilities
  readonly deadLetters: readonly DeadLetter[] = []
  readonly deadLetterCount = 0
  readonly #consumers: Consumer[] = []
  /** Started, though the consumer that was there has left. */
  readonly #ready: Lease[] = []
  readonly #endTask = new Map<Lease, () => void>()
  #closed = false

  /** Hands `message` to the library, which calls `run` when its turn has come. */
  protected abstract push(message: Message, run: () => Promise<void>): void
  /** Lets the library run that many tasks at once; 0 stops it from starting any. */
  protected abstract setConcurrency(tasks: number): void
  /** Tasks that have not started. */
  protected abstract get waiting(): number

  get size(): number {
    return this.waiting + this.#ready.length
  }

  get inFlight(): number {
    return this.#endTask.size - this.#ready.length
  }

  enqueue(message: Message): Promise<void> {
    if (this.#closed) return Promise.reject(new QueueClosedError())
    this.push(message, () => this.#run(message))
    return Promise.resolve()
  }

  offer(message: Message): boolean {
    if (this.#closed) return false
    this.push(message, () => this.#run(message))
    return true
  }

  take(): Lease | null {
    let taken: Lease | null = this.#ready.shift() ?? null
    if (taken !== null) return taken
    const consumer = (lease: Lease | null): void => void (taken = lease)
    this.#consumers.unshift(consumer)
    this.#adjust()
    this.#leave(consumer)
    return taken
  }

  dequeue(signal?: AbortSignal): Promise<Lease | null> {
    if (signal?.aborted) return Promise.resolve(null)
    const ready = this.#ready.shift()
    if (ready !== undefined || this.#isFinished()) return Promise.resolve(ready ?? null)
    return new Promise((resolve) => {
      const leave = (): void => {
        if (this.#leave(consumer)) resolve(null)
      }
      const consumer = (lease: Lease | null): void => {
        signal?.removeEventListener('abort', leave)
        resolve(lease)
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#consumers.push(consumer)
      this.#adjust()
    })
  }

  ack(lease: Lease): boolean {
    const end = this.#endTask.get(lease)
    if (end === undefined || !this.#endTask.delete(lease)) return false
    end()
    this.#adjust()
    if (this.#isFinished()) for (const give of this.#consumers.splice(0)) give(null)
    return true
  }

  /** Such a library does not know of failure: the task is over. */
  nack(lease: Lease): boolean {
    return this.ack(lease)
  }

  onDeadLetter(): () => void {
    return () => {}
  }

  close(): void {
    this.#closed = true
    if (this.#isFinished()) for (const give of this.#consumers.splice(0)) give(null)
  }

  #run(message: Message): Promise<void> {
    return new Promise((resolve) => {
      const lease = { message, deliveryCount: 1, expiresAtMs: Infinity }
      this.#endTask.set(lease, resolve)
      const give = this.#consumers.shift()
      if (give === undefined) this.#ready.push(lease)
      else give(lease)
    })
  }

  #leave(consumer: Consumer): boolean {
    const index = this.#consumers.indexOf(consumer)
    if (index >= 0) this.#consumers.splice(index, 1)
    this.#adjust()
    return index >= 0
  }

  #adjust(): void {
    this.setConcurrency(this.#consumers.length === 0 ? 0 : this.#endTask.size + this.#consumers.length)
  }

  #isFinished(): boolean {
    return this.#closed && this.size === 0 && this.#endTask.size === 0
  }
}
