import PQueue from 'p-queue'
import type { Message, QueueCapabilities } from 'vitest-stress/queue'
import { TaskQueueAdapter } from './task-queue-adapter.ts'

/** `p-queue`: "operations with greater priority will be scheduled first", equal ones in the order they were added. */
export class PQueueQueue extends TaskQueueAdapter {
  readonly capabilities: QueueCapabilities = {
    ordering: 'fifo-per-priority',
    delivery: 'exactly-once',
    priority: true,
    capacity: null,
    overflow: 'reject',
    redelivery: 'none',
  }
  protected readonly queue = new PQueue({ concurrency: 1, autoStart: false })

  protected get waiting(): number {
    return this.queue.size
  }

  protected push({ priority }: Message, run: () => Promise<void>): void {
    void this.queue.add(run, { priority })
  }

  protected setConcurrency(tasks: number): void {
    this.queue.pause()
    if (tasks === 0) return
    this.queue.concurrency = tasks
    this.queue.start()
  }
}
