import { expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { makeMessage } from '../queue/make-message.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 20 }

async function runWith(consume: (queue: InMemoryMessageQueue, index: number) => void, guarantees?: string[]) {
  const clock = new VirtualClock()
  const target = () => new InMemoryMessageQueue({ clock, leaseMs: 3_600_000 })
  const { metrics } = await runVirtually<InMemoryMessageQueue>(
    { load, target, ...(guarantees ? { guarantees } : {}) },
    async ({ target: queue, iteration }) => {
      await queue.enqueue(makeMessage(iteration.index))
      consume(queue, iteration.index)
    },
    { clock },
  )
  return metrics
}

test.each([[undefined], [['atLeastOnce']]])(
  'what consumers took and keep is not taken for delivered: %o',
  async (guarantees) => {
    const metrics = await runWith((queue) => queue.take(), guarantees)
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
    expect(metrics.guarantees!.checks[0]).toMatchObject({
      guarantee: 'atLeastOnce',
      verdict: 'invalid',
      summary: expect.stringContaining('so what was taken may still be lost') as string,
    })
  },
)

test('one that is kept is enough', async () => {
  const keepLast = (queue: InMemoryMessageQueue, index: number): void => {
    const lease = queue.take()!
    if (index < 19) queue.ack(lease)
  }
  expect(await runWith(keepLast)).toMatchObject({ verdict: 'invalid' })
  expect(await runWith((queue) => queue.ack(queue.take()!))).toMatchObject({ verdict: 'pass' })
})
