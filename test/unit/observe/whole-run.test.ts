import { describe, expect, test } from 'vitest'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { Lease, MessageQueue } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { channelOf, Target, type Item } from './plain-channel.ts'
import { queueWith, type PlainQueue } from './plain-queue.ts'

const load = { executor: 'shared-iterations', iterations: 40, concurrency: 4, drainMs: 500 }
const data = agentMessages({ agents: 3 })

interface Work {
  target: MessageQueue
  iteration: { message: Message; index: number }
}
const verdictsOf = (metrics: Awaited<ReturnType<typeof runVirtually>>['metrics']) =>
  Object.fromEntries(metrics.guarantees!.checks.map(({ guarantee, verdict }) => [guarantee, verdict]))

describe('consumers that the target started itself', () => {
  const consumed = (clock: VirtualClock, settle: (lease: Lease, queue: MessageQueue) => unknown) => () => {
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 50 })
    for (let i = 0; i < 3; i++) {
      void (async () => {
        for (let lease = await queue.dequeue(); lease; lease = await queue.dequeue())
          await settle(lease, queue)
      })()
    }
    return queue
  }

  test('are seen from their first message on', async () => {
    const clock = new VirtualClock()
    const target = consumed(clock, (lease, queue) => queue.ack(lease))
    const { metrics } = await runVirtually<MessageQueue>(
      { load, data, target, guarantees: ['exactlyOnce'] },
      ({ target, iteration }) => target.enqueue((iteration as unknown as Work['iteration']).message),
      { clock },
    )
    expect(metrics.guarantees!.ledger).toMatchObject({ attempted: 40, delivered: 40, lost: 0 })
    expect(metrics.verdict).toBe('pass')
  })
})

test('a queue that loses what it took is found out', async () => {
  const target = () =>
    queueWith({
      async enqueue(this: PlainQueue, message: Message) {
        if (message.sequence % 5 !== 0) this.offer(message)
      },
    })
  const { metrics } = await runVirtually<MessageQueue>(
    { load, data, target },
    async ({ target, iteration }) => {
      await target.enqueue((iteration as unknown as Work['iteration']).message)
      const lease = target.take()
      if (lease) target.ack(lease)
    },
  )
  expect(metrics.verdict).toBe('fail')
  expect(verdictsOf(metrics)).toMatchObject({ atLeastOnce: 'fail' })
})

describe('a channel', () => {
  const work = ({ target, iteration }: { target: Target; iteration: { index: number } }): unknown => {
    const item: Item = { id: iteration.index }
    const sent = target.post(item)
    target.tell(item)
    return sent
  }
  const run = (observe: (target: Target) => unknown, more: object = {}) =>
    runVirtually<Target>({ load, target: () => new Target(), observe, ...more }, work)

  test('is accounted for', async () => {
    const { metrics } = await run((target) => channelOf(target, { size: 0 }), {
      guarantees: ['exactlyOnce', 'fifo'],
    })
    expect(verdictsOf(metrics)).toEqual({ exactlyOnce: 'pass', fifo: 'pass' })
    expect(metrics.verdict).toBe('pass')
  })

  test('whose send is not what the workload calls is no evidence of anything', async () => {
    const { metrics } = await run((target) =>
      channelOf(target, { send: (item: unknown) => target.post(item) }),
    )
    expect([metrics.verdict, metrics.cause]).toEqual(['invalid', 'no-evidence'])
    expect(metrics.guarantees!.checks[0]!.summary).toContain('no call of `send` was seen')
  })

  test('whose idOf throws is no evidence of anything, and harms no iteration', async () => {
    const idOf = () => {
      throw new Error('no id')
    }
    const { metrics } = await run((target) => channelOf(target, { idOf }))
    expect([metrics.verdict, metrics.failure_count]).toEqual(['invalid', 0])
  })
})

describe('a history that is too small', () => {
  const target = () => new InMemoryMessageQueue()
  const work = async ({ target, iteration }: never) => {
    const queue = target as MessageQueue
    await queue.enqueue((iteration as Work['iteration']).message)
    queue.ack(queue.take()!)
  }
  const run = (more: object) => runVirtually({ load, data, target, ...more }, work as never)

  test('makes the verdict invalid, asserted or promised', async () => {
    for (const guarantees of [['fifo'], undefined]) {
      const { metrics } = await run({ history: { maxOperations: 20 }, ...(guarantees && { guarantees }) })
      expect([metrics.verdict, metrics.cause]).toEqual(['invalid', 'overflow'])
    }
  })

  test('is no matter where the ledger is enough', async () => {
    const { metrics } = await run({ history: { maxOperations: 20 }, guarantees: ['atLeastOnce'] })
    expect(metrics.verdict).toBe('pass')
  })

  test('that is none leaves undecided what needs one', async () => {
    const { metrics } = await run({ history: false, guarantees: ['fifo'] })
    expect([metrics.verdict, metrics.cause]).toEqual(['invalid', 'no-evidence'])
  })
})
