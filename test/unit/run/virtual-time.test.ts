import { describe, expect, test } from 'vitest'
import type { RunClock } from '../../../src/foundation/run-clock.ts'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { runScenario } from '../../../src/run/run-scenario.ts'
import { identity, scenarioOf } from '../../support/virtual-run.ts'

interface Given {
  clock: RunClock
  target: unknown
  iteration: { message: unknown; index: number }
}

async function run(
  options: Record<string, unknown>,
  workload: (given: Given) => unknown,
  timeoutMs?: number,
) {
  const { metrics } = await runScenario({
    scenario: scenarioOf({ time: 'virtual', ...options }, timeoutMs ?? null),
    identity,
    workload: workload as (context: object) => unknown,
    testContext: {},
    signal: null,
    onProgress: () => {},
  })
  return metrics
}

/** A timer of Node's own: what a target in virtual time must not wait for. */
const reallyWait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const once = { executor: 'shared-iterations', iterations: 3 }

interface Parts {
  clock: RunClock
  seed: number
  agents: readonly string[]
}
const swarm = ({ clock, seed, agents }: Parts): MessageQueueProcessor =>
  new MessageQueueProcessor({
    clock,
    agents,
    concurrency: 64,
    queue: new InMemoryMessageQueue({ clock }),
    core: new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 20 }, successRate: 0.95 }),
  })

describe('virtual time', () => {
  const rushHour = async (seed: number, minutes: number): Promise<string> => {
    const metrics = await run(
      {
        seed,
        load: {
          executor: 'constant-arrival-rate',
          ratePerSecond: 1000,
          durationMs: minutes * 60_000,
          agents: 9,
        },
        data: agentMessages({ mix: { direct: 1 } }),
        target: swarm,
        budgets: { successRate: { min: 0.9 } },
      },
      ({ target, iteration }) => (target as MessageQueueProcessor).send(iteration.message as never),
    )
    const total_processed = minutes * 60_000
    expect(metrics).toMatchObject({ verdict: 'pass', total_processed, health: null, memory: null })
    expect(metrics.latency!.response!.p99_ms).toBeGreaterThan(10)
    return JSON.stringify({ ...metrics, started_at: null, seed: 0 })
  }

  test('ten minutes at 1,000 starts a second: equal seeds, equal metrics', async () => {
    expect((await rushHour(7, 10)) === (await rushHour(7, 10))).toBe(true)
  }, 180_000)

  test('another seed, other metrics', async () => {
    expect((await rushHour(7, 0.25)) === (await rushHour(8, 0.25))).toBe(false)
  })

  test('everybody gets the clock, and time stands where they wait for it', async () => {
    const seen: string[] = []
    const note =
      (who: string) =>
      async ({ clock }: { clock: RunClock }) => {
        await clock.sleep(1000)
        seen.push(`${who} ${clock.now()}`)
      }
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 3000 }
    const metrics = await run(
      {
        load,
        target: note('target'),
        setup: note('setup'),
        beforeEachUser: note('before'),
        afterEachUser: note('after'),
        teardown: note('teardown'),
      },
      note('workload'),
    )
    expect(metrics).toMatchObject({ verdict: 'pass', total_processed: 3, duration: 3 })
    const workload = ['workload 4000', 'workload 5000', 'workload 6000']
    expect(seen).toEqual([
      'target 1000',
      'setup 2000',
      'before 3000',
      ...workload,
      'after 7000',
      'teardown 8000',
    ])
  })

  test('what is real is waited for before and after the load', async () => {
    const slow = async (): Promise<void> => reallyWait(20)
    const target = async (): Promise<object> => {
      await slow()
      return { close: slow }
    }
    const hooks = { setup: slow, teardown: slow, hookTimeoutMs: 5000 }
    expect(await run({ load: once, target, ...hooks }, () => {})).toMatchObject({ verdict: 'pass' })
  })

  test('a hook that is stuck ends at its limit, which lasts as long as in real time', async () => {
    const stuck = (): Promise<void> => new Promise(() => {})
    const metrics = await run({ load: once, setup: stuck, hookTimeoutMs: 30 }, () => {})
    expect(metrics.problems).toEqual(['setup failed: it did not end within 0.03 s (hookTimeoutMs)'])
  })

  test.each([
    ['closed', once],
    ['open', { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 50 }],
  ])('a real timer during a load (%s) makes the run invalid', async (_, load) => {
    const metrics = await run({ load }, () => reallyWait(1))
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
    expect(metrics.problems[0]).toMatch(/^RunEndedError: something that is not on the virtual clock \(a real/)
  })

  const none = { durationMs: 500, target: 0 }
  const two = { durationMs: 0, target: 2 }
  test.each([
    ['users', { executor: 'ramping-concurrency', stages: [two, none, none] }],
    ['users that come back', { executor: 'ramping-concurrency', stages: [two, none, none, two, none, none] }],
    ['starts', { executor: 'ramping-arrival-rate', stages: [{ durationMs: 500, target: 40 }, none, none] }],
  ])('a ramp of %s down to none, and the time after it, is waited for', async (_, load) => {
    const metrics = await run({ load }, ({ clock }) => clock.sleep(7))
    expect(metrics).toMatchObject({ verdict: 'pass', problems: [], failure_count: 0 })
    expect(metrics.duration).toBe(metrics.plan!.planned_ms! / 1000)
  })

  test('a promise that nothing settles ends the load, and says so', async () => {
    const metrics = await run({ load: once }, async ({ clock }) => {
      await clock.sleep(12)
      await new Promise(() => {})
    })
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', unfinished_iterations: 1 })
    expect(metrics.problems[0]).toMatch(/^RunEndedError: nothing on the virtual clock could go on at 12 ms/)
  })

  test('an iteration that takes longer than its timeout, on the clock, fails with it', async () => {
    const load = { ...once, iterationTimeoutMs: 1000 }
    const metrics = await run({ load }, ({ clock }) => clock.sleep(5000))
    expect(metrics).toMatchObject({ verdict: 'fail', failures: [{ reason: 'timeout', count: 3 }] })
  })

  test('a run may not take for ever in real time either', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 1e9 }
    const metrics = await run({ load }, ({ clock }) => clock.sleep(1), 50)
    expect(metrics.problems).toEqual(['RunEndedError: the run took longer than its time limit of 0.05 s'])
  })

  test('memory has no budgets there', () => {
    const budgets = { heapPeak: { maxBytes: 1 } }
    expect(() => scenarioOf({ time: 'virtual', load: once, budgets })).toThrow(
      `budgets.heapPeak: expected real time, because memory is not sampled in virtual time, got time: 'virtual'`,
    )
  })
})
