import type { FaultsMetrics } from '../../../src/model/fault-metrics.ts'
import type { Iteration } from '../../../src/model/iteration.ts'
import type { TargetContext } from '../../../src/model/scenario.ts'
import {
  agentMessages,
  InMemoryMessageQueue,
  MessageQueueProcessor,
  MockMessagingCore,
  type InMemoryMessageQueueOptions,
  type Message,
} from '../../../src/queue.ts'
import { runVirtually, type RunSettings } from '../../support/virtual-run.ts'

interface Settings extends RunSettings {
  queue?: InMemoryMessageQueueOptions
  latencyMs?: number
}

const lenient = { successRate: { min: 0 }, deadLettered: { max: 1_000 } }

/** Exactly one fault is what most tests are about. */
export const onlyOf = (faults: FaultsMetrics | null) => {
  if (faults?.schedule.length !== 1) throw new Error(`not one fault: ${JSON.stringify(faults)}`)
  return faults.schedule[0]!
}

/** A run of the kit's processor on a mock: 30 messages to 3 agents, for each one after the other. */
export async function runProcessor(options: Record<string, unknown>, settings: Settings = {}) {
  const { queue = {}, latencyMs = 1, ...rest } = settings
  /** What reached the core, and when it began. */
  const reached: { atMs: number; message: Message }[] = []
  let core!: MockMessagingCore
  const outcome = await runVirtually<MessageQueueProcessor>(
    {
      load: { executor: 'per-agent-iterations', agents: 3, iterations: 10 },
      data: agentMessages({ agents: 3, mix: { direct: 1 }, priorities: { 0: 1 } }),
      target: ({ clock }: TargetContext) => {
        core = new MockMessagingCore({ clock, latency: { fixedMs: latencyMs } })
        const send = core.sendMessage.bind(core)
        core.sendMessage = (message) => {
          reached.push({ atMs: clock.now(), message })
          return send(message)
        }
        return new MessageQueueProcessor({
          core,
          clock,
          agents: 3,
          concurrency: 4,
          queue: new InMemoryMessageQueue({ clock, leaseMs: 500, ...queue }),
        })
      },
      budgets: lenient,
      guarantees: ['atLeastOnce'],
      ...options,
    },
    async ({ target, iteration }) => target.send(iteration.message as Message),
    rest,
  )
  return { ...outcome, core, reached }
}

/** A bare queue: each of 30 iterations brings a message in, takes one, and acks it after 1 ms. */
export async function runQueue(options: Record<string, unknown>, settings: Settings = {}) {
  const { queue = {}, ...rest } = settings
  /** As they were taken. */
  const taken: Message[] = []
  let own!: InMemoryMessageQueue
  const outcome = await runVirtually<InMemoryMessageQueue>(
    {
      load: { executor: 'shared-iterations', iterations: 30 },
      data: agentMessages({ agents: 3, mix: { direct: 1 }, priorities: { 0: 1 } }),
      target: ({ clock }: TargetContext) =>
        (own = new InMemoryMessageQueue({ clock, leaseMs: 100, maxDeliveries: 50, ...queue })),
      budgets: lenient,
      guarantees: ['atLeastOnce'],
      ...options,
    },
    async ({ target, iteration, wait }) => {
      await target.enqueue((iteration as Iteration<Message, Message>).message)
      const lease = target.take() ?? (await target.dequeue(iteration.signal))
      if (lease === null) return
      taken.push(lease.message)
      await wait(1)
      target.ack(lease)
    },
    rest,
  )
  return { ...outcome, taken, queue: own }
}
