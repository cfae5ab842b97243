import { sleep, type Clock } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { ConsumerDiedError } from './consumer-died-error.ts'
import type { Consumer } from './consumer.ts'
import { addresseesOf, type Message } from './message.ts'
import type { Lease, MessageQueue } from './message-queue.ts'
import { reasonOf, unknownOutcome, type MessagingCore, type SendOutcome } from './messaging-core.ts'
import { drawRetryDelay } from './retry-delay.ts'
import type { TrackedMessage } from './tracked-message.ts'
import type { TrackedMessages } from './tracked-messages.ts'

export interface DeliveryWorkerParts {
  readonly core: MessagingCore
  readonly queue: MessageQueue
  readonly consumer: Consumer
  readonly clock: Clock
  readonly random: Random
  readonly agents: readonly string[]
  readonly batchSize: number
  readonly maxAttempts: number
  readonly retryDelayMs: number
  readonly tracked: TrackedMessages
  /** Ends the loops. */
  readonly signal: AbortSignal
  /** The core said that `message` took effect in `inbox`. */
  readonly onDelivered: (message: Message, inbox: string) => void
  /** The final outcome of `tracked` is that it was not delivered. */
  readonly giveUp: (tracked: TrackedMessage, reason: string) => void
  /** The queue threw; the loop goes on after a pause. */
  readonly onQueueError: (error: unknown) => void
}

/** Brings messages that its loops took from a queue to their addressees. */
export class DeliveryWorker {
  readonly parts: DeliveryWorkerParts
  /** Messages in hand, in all loops: also those whose lease has run out meanwhile, and whose core call may yet take effect. */
  working = 0
  /** What the signal says; asking that one takes as long as a message does. */
  ended: boolean

  constructor(parts: DeliveryWorkerParts) {
    this.parts = parts
    this.ended = parts.signal.aborted
    parts.signal.addEventListener('abort', () => (this.ended = true), { once: true })
  }

  /** As many as a batch may have and wait by now, all at once. */
  async workOnBatch(first: Lease): Promise<void> {
    const { queue, batchSize } = this.parts
    const batch = [this.handle(first)]
    while (batch.length < batchSize) {
      const lease = queue.take()
      if (lease === null) break
      batch.push(this.handle(lease))
    }
    await Promise.all(batch)
  }

  /** Works on the message of `lease`, through whatever stands between. */
  handle(lease: Lease): Promise<void> {
    return this.parts.consumer.handle(lease, (held) => this.workOn(held))
  }

  /** Brings the message of `lease` to each addressee that it has not reached yet. */
  async workOn(lease: Lease): Promise<void> {
    const { tracked, agents, consumer } = this.parts
    const { message } = lease
    const own = tracked.of(lease)
    if (own !== undefined) own.taken = true
    else if (tracked.isRepetition(message.id)) return this.#release(lease)
    const addressees = own?.remaining ?? addresseesOf(message, agents)
    let reason = 'no-outcome'
    let undelivered: readonly string[] = addressees
    await Promise.all(
      addressees.map(async (inbox) => {
        const outcome = await this.#attempt(message, inbox)
        if (consumer.dead?.has(lease)) throw new ConsumerDiedError()
        if (outcome?.status !== 'delivered') {
          reason = reasonOf(outcome)
          return
        }
        undelivered = without(undelivered, inbox)
        // At once, not when all are done: a redelivery that starts meanwhile must not send to this one again.
        if (own !== undefined) own.remaining = without(own.remaining ?? addressees, inbox)
      }),
    )
    if (own !== undefined) undelivered = own.remaining ?? addressees
    if (undelivered.length === 0) this.complete(lease, own)
    else await this.fail(lease, own, undelivered, reason)
  }

  async #attempt(message: Message, inbox: string): Promise<SendOutcome> {
    const { core, onDelivered } = this.parts
    let outcome: SendOutcome
    try {
      outcome = await core.sendMessage(
        message.recipient === inbox ? message : { ...message, recipient: inbox },
      )
    } catch (error) {
      return unknownOutcome(error)
    }
    if (outcome?.status === 'delivered') onDelivered(message, inbox)
    return outcome
  }

  /** The message has its final outcome, and need not come again. */
  #release(lease: Lease): void {
    const { queue, tracked } = this.parts
    tracked.endDelivery(lease.message.id, queue.ack(lease))
  }

  /** Every addressee was reached. */
  complete(lease: Lease, own: TrackedMessage | undefined): void {
    // Settled first: it was delivered, whatever becomes of the ack.
    if (own !== undefined) this.parts.tracked.settle(own, null)
    this.#release(lease)
  }

  /** Retries or gives up. Returns the retry where the queue leaves that to us. */
  fail(
    lease: Lease,
    known: TrackedMessage | undefined,
    undelivered: readonly string[],
    reason: string,
  ): Promise<void> | null {
    const { queue, tracked, random, maxAttempts, retryDelayMs, giveUp } = this.parts
    if (known?.settled) {
      this.#release(lease)
      return null
    }
    // A message that somebody else put in the queue is ours from its first failure on, to count its attempts.
    const own = known ?? tracked.add(lease.message, null, null)
    own.remaining = undelivered
    if (++own.attempts >= maxAttempts) {
      giveUp(own, reason)
      this.#release(lease)
      return null
    }
    const delayMs = drawRetryDelay(random, retryDelayMs, own.attempts)
    own.taken = false
    if (queue.capabilities.redelivery === 'none') return this.#retryHere(lease, own, delayMs)
    // False where the lease ran out: then the message is on its way again already.
    queue.nack(lease, { delayMs })
    return null
  }

  async #retryHere(lease: Lease, own: TrackedMessage, delayMs: number): Promise<void> {
    await sleep(this.parts.clock, delayMs, this.parts.signal)
    if (!own.settled) await this.workOn(lease)
  }
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name)
}
