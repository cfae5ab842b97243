import { check } from '../../../src/record/custom/check.ts'
import type { TargetContext } from '../../../src/model/scenario.ts'
import {
  agentMessages,
  DeliveryError,
  InMemoryMessageQueue,
  MessageQueueProcessor,
  MockMessagingCore,
  type Message,
} from '../../../src/queue.ts'
import { runVirtually } from '../../support/virtual-run.ts'

/** What is held to its promises: what takes effect in the inboxes, or what the queue gives to its consumers. */
export type View = 'deliveries' | 'queue'

export const asSent = 'each message comes as it was sent'

interface System {
  processor: MessageQueueProcessor
  queue: InMemoryMessageQueue
  /** Contents by id. */
  sent: Map<string, string>
}

const agents = 3

/**
 * The kit's processor and queue, which are right, while `faults` go wrong: 3 agents, 8 messages each, more at once than the
 * queue has room for. Senders try again while they are refused. `isCrowded`: 20 each, all of which wait at once, half of them
 * urgent.
 */
export function runStorm(view: View, seed: number, faults: readonly object[], isCrowded = false) {
  return runVirtually<System>(
    {
      seed,
      load: {
        executor: 'per-agent-iterations',
        agents,
        iterations: isCrowded ? 20 : 8,
        // The order of one sender's messages is promised only to one that waits for each.
        concurrency: isCrowded ? 20 : view === 'queue' ? 4 : 1,
        // Never met: who stops waiting for a message cannot say what comes after it.
        iterationTimeoutMs: 120_000,
      },
      data: agentMessages({
        agents,
        priorities: isCrowded ? { 0: 1, 1: 1 } : { 0: 3, 1: 1 },
        mix: view === 'queue' ? { direct: 1 } : { direct: 3, broadcast: 1 },
        contentBytes: 16,
      }),
      target: (context: TargetContext) => buildSystem(context, isCrowded ? 60 : 8),
      observe: ({ processor, queue }: System) => (view === 'queue' ? queue : processor),
      faultPoints: ({ processor }: System) => ({ swarm: processor }),
      // The queue is held to all that it declares: at least once, priority, capacity, leases.
      ...(view === 'queue' ? {} : { guarantees: ['atLeastOnce', 'exclusiveInbox', 'fifoPerKey'] }),
      budgets: { successRate: { min: 0 }, deadLettered: { max: 1_000 } },
      faults,
    },
    async ({ target: { processor, sent }, iteration, wait }) => {
      const message = iteration.message as Message
      sent.set(message.id, message.content)
      for (let tries = 1; ; tries++) {
        try {
          return await processor.send(message)
        } catch (error) {
          if (!(error instanceof DeliveryError) || error.reason !== 'refused') throw error
          await wait(5 * tries)
        }
      }
    },
  )
}

function buildSystem({ clock, seed }: TargetContext, capacity: number): System {
  const sent = new Map<string, string>()
  const core = new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 20 } })
  const send = core.sendMessage.bind(core)
  core.sendMessage = (message) => {
    check(asSent, sent.get(message.id) === message.content)
    return send(message)
  }
  const queue = new InMemoryMessageQueue({ clock, leaseMs: 200, maxDeliveries: 50, capacity })
  const processor = new MessageQueueProcessor({ clock, agents, core, queue, concurrency: 3, maxAttempts: 10 })
  return { processor, queue, sent }
}
