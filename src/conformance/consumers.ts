import { setMaxListeners } from 'node:events'
import { sleep } from '../foundation/clock.ts'
import type { Lease } from '../queue/message-queue.ts'
import type { CaseContext } from './case-context.ts'
import { describeError } from './error-name.ts'

type Answer = (lease: Lease) => void

/** Several consumers, each of which waits for a message, works on it and answers for it, over and over. */
export class Consumers {
  readonly #context: CaseContext
  readonly #answer: Answer
  readonly #hold: boolean
  readonly #stop = new AbortController()
  readonly #loops: Promise<void>[]
  #deliveries = 0
  #awaited: { count: number; arrived: AbortController } | null = null

  /**
   * `answer` is called with each delivery, by default to ack it: at once, so that no lease can run out before, unless they
   * `hold` it for a turn or two.
   */
  constructor(
    context: CaseContext,
    count: number,
    answer: Answer = (lease) => context.queue.ack(lease),
    { hold = false } = {},
  ) {
    this.#context = context
    this.#answer = answer
    this.#hold = hold
    // A queue may listen anew for each wait, and be right: that is no reason for Node to warn.
    setMaxListeners(0, this.#stop.signal)
    context.signal.addEventListener('abort', () => this.#stop.abort(), { once: true })
    this.#loops = Array.from({ length: count }, () =>
      this.#consume().catch((error) => context.expect(false, `a consumer met ${describeError(error)}`)),
    )
  }

  get deliveries(): number {
    return this.#deliveries
  }

  /** Waits until there were `count` deliveries in all, or none for so long that no more can be expected. */
  async until(count: number): Promise<void> {
    while (this.#deliveries < count && !this.#context.signal.aborted) {
      const before = this.#deliveries
      const arrived = new AbortController()
      this.#awaited = { count, arrived }
      await sleep(this.#context.clock, this.#context.quietMs, arrived.signal)
      if (this.#deliveries === before) return
    }
  }

  /** Takes what else there is, and lets the consumers go. */
  async end(): Promise<void> {
    // What comes too often may come a little later.
    for (let turn = 0; turn < 3; turn++) await this.#context.clock.yield()
    this.#stop.abort()
    await this.finished()
    for (let lease = this.#context.queue.take(); lease !== null; lease = this.#context.queue.take()) {
      this.#deliveries++
      this.#answer(lease)
      if (this.#context.signal.aborted) return
    }
  }

  /** Settles when every consumer was told that there is no more. */
  async finished(): Promise<void> {
    await this.#context.waitFor('consumers to get null from dequeue', Promise.all(this.#loops))
  }

  async #consume(): Promise<void> {
    const { queue } = this.#context
    for (;;) {
      const lease = await queue.dequeue(this.#stop.signal)
      if (lease === null) {
        const told = this.#stop.signal.aborted || queue.isClosed
        this.#context.expect(told, 'dequeue gave null, though the queue is open and nobody aborted the wait')
        return
      }
      this.#deliveries++
      if (this.#hold) await this.#context.pause()
      this.#answer(lease)
      if (this.#awaited !== null && this.#deliveries >= this.#awaited.count) this.#awaited.arrived.abort()
      if (!this.#hold) await this.#context.pause()
    }
  }
}
