import { realClock, type Clock } from '../foundation/clock.ts'
import { seededRandom, type Random } from '../foundation/random.ts'
import { count, custom, z } from '../foundation/schema.ts'
import { agentNames } from './message.ts'
import type { MessageQueue } from './message-queue.ts'
import { isMessagingCore, type MessagingCore } from './messaging-core.ts'
import { clockSchema, hasMethods, parseOptions, randomSchema, waitMs } from './parse-options.ts'

export interface MessageQueueProcessorOptions {
  /** What delivers. Default: the core registered with `setDefaultCore`, loaded at the first send. */
  core?: MessagingCore
  /** Where messages wait. Default: an `InMemoryMessageQueue` of its own, which ends with the processor. */
  queue?: MessageQueue
  /** Default: the process's own. */
  clock?: Clock
  /** Where the jitter of retries comes from. Default: a stream with seed 1. */
  random?: Random
  /** The addressees of a broadcast that names no audience: their names, or how many (`Agent-1` ...). Default 9. */
  agents?: number | readonly string[]
  /** Loops that take messages from the queue. Default 16. */
  concurrency?: number
  /** How many messages a loop takes at once and works on together. Default 1. */
  batchSize?: number
  /** Attempts for each addressee before the message is dead-lettered. Default 3. */
  maxAttempts?: number
  /** The wait before the first retry in milliseconds; doubles each time, less up to half of it at random. Default 10. */
  retryDelayMs?: number
  /** How long `close` waits for what is under way, in milliseconds. Default 5,000. */
  closeTimeoutMs?: number
}

const queueMethods = ['enqueue', 'offer', 'take', 'dequeue', 'ack', 'nack', 'onDeadLetter', 'close']

const optionsSchema = z.strictObject({
  core: custom<MessagingCore>('a messaging core (an object with sendMessage)', isMessagingCore).optional(),
  queue: custom<MessageQueue>('a message queue', (value) => hasMethods(value, queueMethods)).optional(),
  clock: clockSchema.default(realClock),
  random: randomSchema.optional(),
  agents: custom<number | readonly string[]>('a whole number above 0, or names', isAgents).default(9),
  concurrency: count().default(16),
  batchSize: count().default(1),
  maxAttempts: count().default(3),
  retryDelayMs: waitMs(0).default(10),
  closeTimeoutMs: waitMs(0).default(5000),
})

/** Whether `value` says which agents there are: how many, or their names. */
export function isAgents(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.every((name) => typeof name === 'string' && name !== '')
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

export function parseProcessorOptions(options: MessageQueueProcessorOptions) {
  const { agents, random, ...parsed } = parseOptions('MessageQueueProcessor', optionsSchema, options)
  return {
    ...parsed,
    random: random ?? seededRandom(1),
    agents: typeof agents === 'number' ? agentNames(agents) : agents,
  }
}
