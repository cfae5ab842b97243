import { expect, test } from 'vitest'
import { FaultyClock } from '../../../../src/chaos/clock/faulty-clock.ts'
import type { RunClock } from '../../../../src/foundation/run-clock.ts'
import { agentMessages } from '../../../../src/queue/agent-messages.ts'
import { InMemoryMessageQueue } from '../../../../src/queue/in-memory-message-queue.ts'
import { MessageQueueProcessor } from '../../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../../src/queue/mock-messaging-core.ts'
import { runVirtually } from '../../../support/virtual-run.ts'

/** A processor whose queue goes by a clock of its own, which can go wrong where `isFaulty`. */
async function runOn(isFaulty: boolean, faults?: readonly object[]) {
  let queueClock: FaultyClock | null = null
  const { metrics } = await runVirtually<MessageQueueProcessor>(
    {
      load: { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 2_000, agents: 3 },
      data: agentMessages(),
      target({ clock, agents, seed }: { clock: RunClock; agents: string[]; seed: number }) {
        queueClock = new FaultyClock(clock)
        return new MessageQueueProcessor({
          clock,
          agents,
          queue: new InMemoryMessageQueue({ clock: isFaulty ? queueClock : clock, leaseMs: 200 }),
          core: new MockMessagingCore({ clock, seed, latency: { minMs: 10, maxMs: 60 } }),
        })
      },
      guarantees: ['atMostOnce'],
      ...(faults && { faults, faultPoints: () => ({ clock: queueClock }) }),
    },
    ({ target, iteration }) => target.send(iteration.message as never),
  )
  const { started_at: _, ...rest } = metrics as Record<string, unknown>
  return { metrics, text: JSON.stringify(rest), isRight: queueClock!.isRight }
}

test('a faulty clock without a fault changes nothing, to the last byte', async () => {
  expect((await runOn(true)).text).toBe((await runOn(false)).text)
})

const fast = { kind: 'clock-skew', rate: 20, at: { ms: 500 }, until: { forMs: 300 } }

test('leases that run out too soon by their clock are found, the same in each run', async () => {
  const [first, second] = [await runOn(true, [fast]), await runOn(true, [fast])]
  expect(first.metrics.verdict).toBe('fail')
  expect(first.metrics.guarantees!.ledger!.duplicated).toBeGreaterThan(0)
  expect(first.metrics.faults!.schedule).toMatchObject([{ fired: 1, opened_ms: 500, healed_ms: 800 }])
  expect(first.isRight).toBe(true)
  expect(second.text).toBe(first.text)
})

test('a jump is told with its size, and undone', async () => {
  const jump = { kind: 'clock-jump', byMs: 3_600_000, at: { ms: 500 }, until: { forMs: 300 } }
  const { metrics, isRight } = await runOn(true, [jump])
  const [fault] = metrics.faults!.schedule
  const size = [3_600_000, 3_600_000]
  expect(fault).toMatchObject({ fired: 1, sizes: { byMs: { count: 1, asked: size, seen: size } } })
  expect(isRight).toBe(true)
})

test.each([
  { kind: 'clock-jump', byMs: 3_600_000 },
  { kind: 'clock-skew', rate: 20 },
  { kind: 'clock-freeze', affects: 'timers' },
])('$kind of a clock that nobody goes by is no evidence', async (fault) => {
  const { metrics, isRight } = await runOn(false, [{ ...fault, at: { ms: 500 } }])
  expect([metrics.verdict, metrics.cause, isRight]).toEqual(['invalid', 'no-evidence', true])
  expect(metrics.problems[0]).toContain(`fault "${fault.kind}-1" never fired`)
})
