import { realClock, type Clock } from '../foundation/clock.ts'
import { seededRandom, type Random } from '../foundation/random.ts'
import { fraction, wholeFromZero, z } from '../foundation/schema.ts'
import { latencySampler, latencySchema, type LatencyDistribution } from './latency-distribution.ts'
import type { Message } from './message.ts'
import type { MessagingCore, SendOutcome } from './messaging-core.ts'
import { observeDeliveries, type DeliveryObserver, type Observable } from './observation.ts'
import { clockSchema, parseOptions } from './parse-options.ts'
import { RecentItems } from './recent-items.ts'

export interface MockMessagingCoreOptions {
  /** How long a delivery takes. Default: no time at all; it settles in a microtask, without a timer. */
  latency?: LatencyDistribution
  /** The share of attempts that succeed, 0 to 1; the others are refused with the reason `mock-refused`. Default 1. */
  successRate?: number
  /** The seed of latencies and refusals: a 32-bit integer. Default 1, so two mocks behave alike. */
  seed?: number
  /** Default: the process's own. */
  clock?: Clock
  /** How many of the latest delivered messages are kept in `sent`. Default 1,000. */
  remember?: number
}

const optionsSchema = z.strictObject({
  latency: latencySchema.optional(),
  successRate: fraction().default(1),
  seed: z.int32({ error: 'a 32-bit integer' }).default(1),
  clock: clockSchema.default(realClock),
  remember: wholeFromZero().default(1000),
})

const DELIVERED: SendOutcome = Object.freeze({ status: 'delivered' })
const REFUSED: SendOutcome = Object.freeze({ status: 'refused', reason: 'mock-refused' })
// Shared: to settle "at once" then costs no promise per message.
const deliveredAtOnce = Promise.resolve(DELIVERED)
const refusedAtOnce = Promise.resolve(REFUSED)

/** A messaging core that delivers to nowhere: no I/O, memory that does not grow with the number of messages. */
export class MockMessagingCore implements MessagingCore, Observable {
  readonly #successRate: number
  readonly #clock: Clock
  readonly #outcomes: Random
  readonly #drawLatency: (() => number) | null
  readonly #recent: RecentItems<Message>
  readonly #counts = new Map<string, number>()
  #refused = 0
  #observer: DeliveryObserver | null = null

  /** Throws `InputError` on options that make no sense, with every problem. */
  constructor(options: MockMessagingCoreOptions = {}) {
    const { latency, successRate, seed, clock, remember } = parseOptions(
      'MockMessagingCore',
      optionsSchema,
      options,
    )
    const random = seededRandom(seed)
    this.#successRate = successRate
    this.#clock = clock
    this.#outcomes = random.fork('outcomes')
    this.#drawLatency = latency === undefined ? null : latencySampler(latency, random.fork('latency'))
    this.#recent = new RecentItems(remember)
  }

  /** The latest delivered messages, oldest first; a copy. */
  get sent(): readonly Message[] {
    return this.#recent.toArray()
  }

  /** How many messages were delivered to each recipient. Exact. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  /** How many messages were delivered. Exact. */
  get total(): number {
    return this.#recent.count
  }

  /** How many attempts were refused. Exact. */
  get refused(): number {
    return this.#refused
  }

  sendMessage(message: Message): Promise<SendOutcome> {
    // Drawn when the attempt starts, so that the outcome does not depend on which attempt ends first.
    const succeeds = this.#successRate === 1 || this.#outcomes.next() < this.#successRate
    if (this.#drawLatency === null) {
      this.#takeEffect(message, succeeds)
      return succeeds ? deliveredAtOnce : refusedAtOnce
    }
    const delayMs = this.#drawLatency()
    return new Promise((resolve) => {
      this.#clock.after(delayMs, () => {
        this.#takeEffect(message, succeeds)
        resolve(succeeds ? DELIVERED : REFUSED)
      })
    })
  }

  /** Throws when it is observed already. */
  [observeDeliveries](observer: DeliveryObserver): () => void {
    if (this.#observer !== null) throw new Error('this MockMessagingCore is being observed already')
    this.#observer = observer
    return () => {
      if (this.#observer === observer) this.#observer = null
    }
  }

  #takeEffect(message: Message, succeeds: boolean): void {
    if (!succeeds) {
      this.#refused++
      return
    }
    const { recipient } = message
    this.#recent.add(message)
    this.#counts.set(recipient, (this.#counts.get(recipient) ?? 0) + 1)
    this.#observer?.delivered(message, recipient)
  }
}
