import fastq from 'fastq'
import type { Message, QueueCapabilities } from 'vitest-stress/queue'
import { TaskQueueAdapter } from './task-queue-adapter.ts'

/** `fastq`: "add a task at the end of the queue"; it knows neither priorities, nor a limit, nor failure. */
export class FastqQueue extends TaskQueueAdapter {
  readonly capabilities: QueueCapabilities = {
    ordering: 'fifo',
    delivery: 'exactly-once',
    priority: false,
    capacity: null,
    overflow: 'reject',
    redelivery: 'none',
  }
  readonly #queue = fastq.promise((run: () => Promise<void>) => run(), 1)

  constructor() {
    super()
    this.#queue.pause()
  }

  protected get waiting(): number {
    return this.#queue.length()
  }

  protected push(_: Message, run: () => Promise<void>): void {
    void this.#queue.push(run)
  }

  protected setConcurrency(tasks: number): void {
    this.#queue.pause()
    if (tasks === 0) return
    this.#queue.concurrency = tasks
    this.#queue.resume()
  }
}
