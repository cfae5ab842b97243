import { describe, expect, test } from 'vitest'
import { defineFault } from '../../../src/chaos/fault.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { Message, MessageQueueProcessor } from '../../../src/queue.ts'
import { agentMessages, MockMessagingCore, MessageQueueProcessor as Processor } from '../../../src/queue.ts'
import type { TargetContext } from '../../../src/model/scenario.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { runService, timed, upset } from './recovery-support.ts'

const fault = { kind: upset({ slowMs: 50 }), at: { ms: 2_000 } }
type Metrics = Awaited<ReturnType<typeof runService>>['metrics']
const liveness = ({ guarantees }: Metrics) =>
  guarantees!.checks.find(({ guarantee }) => guarantee === 'liveness')!
const over = { verdict: 'invalid', summary: 'the load was over before the liveness window was' }

describe('an inbox that has messages waiting, and gets none', () => {
  /** The core hangs on messages for Agent-2 while it is stuck; `send` has long been answered. */
  const run = (isHealed: boolean) => {
    const stuck = { isOn: false }
    const hold = defineFault({
      kind: 'hold',
      summary: 'Holds the messages of Agent-2.',
      layer: 'process',
      parameters: {},
      point: { expected: 'a switch', accepts: (value): value is typeof stuck => value === stuck },
      open(point: typeof stuck, _parameters, { fired }) {
        fired()
        point.isOn = true
        return () => {
          point.isOn = !isHealed
        }
      },
    })
    return runVirtually<MessageQueueProcessor>(
      {
        load: timed,
        data: agentMessages({ agents: 3, mix: { direct: 1 }, priorities: { 0: 1 } }),
        target: ({ clock }: TargetContext) => {
          const core = new MockMessagingCore({ clock, latency: { fixedMs: 1 } })
          const send = core.sendMessage.bind(core)
          core.sendMessage = async (message) => {
            while (stuck.isOn && message.recipient === 'Agent-2') await clock.sleep(10)
            return send(message)
          }
          return new Processor({ core, clock, agents: 3, concurrency: 500, closeTimeoutMs: 100 })
        },
        faults: [{ kind: hold, on: 'switch', at: { ms: 2_000 } }],
        faultPoints: () => ({ switch: stuck }),
        recovery: true,
        guarantees: ['atMostOnce'],
        budgets: { deadLettered: { max: 1_000 } },
      },
      ({ target, iteration }) => target.enqueue(iteration.message as Message),
    )
  }

  test('is named, though each iteration succeeds', async () => {
    const { metrics } = await run(false)
    expect(metrics.success_rate).toBe(1)
    expect(metrics.faults!.recovery!.progress).toMatchObject({ succeeded: 119, delivered: 79 })
    expect([metrics.verdict, liveness(metrics)]).toMatchObject([
      'fail',
      {
        verdict: 'fail',
        summary: 'stuck in the 1,200 ms after healing: Agent-2 (46 messages waiting, none delivered)',
      },
    ])
  })

  test('and none is, where it comes back', async () => {
    const { metrics } = await run(true)
    expect([metrics.verdict, liveness(metrics).verdict]).toEqual(['pass', 'pass'])
    expect(metrics.faults!.recovery!.progress).toMatchObject({ delivered: 145, stuck: [] })
  })
})

describe('a load that does not come to its end', () => {
  test('because it is aborted, proves nothing of recovery', async () => {
    const clock = new VirtualClock()
    const ended = new AbortController()
    clock.after(3_500, () => ended.abort())
    const { metrics } = await runService({ faults: [fault] }, { clock, signal: ended.signal })
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
    expect(liveness(metrics).verdict).toBe('invalid')
    expect(metrics.faults!.recovery).toMatchObject({ recovery_ms: null, progress: null })
  })

  test.each([
    [1_000, 900, 'not-steady'],
    [2_920, 2_900, null],
  ])('because a budget ended it at %d ms', async (atMs, failsFromMs, cause) => {
    const windows = [{ everyMs: 1_000, failures: { max: 0 }, abortOnBreach: true }]
    const budgets = { successRate: { min: 0 }, recoveryTime: { maxMs: 1_000 }, windows }
    const { metrics } = await runService(
      { faults: [{ ...fault, at: { ms: 1_500 } }], budgets },
      {},
      ({ target, iteration }) => {
        if (iteration.scheduledMs > failsFromMs) throw new Error('no')
        return target.call(iteration.agent)
      },
    )
    expect(metrics.aborted).toMatchObject({ at_ms: atMs })
    expect([metrics.verdict, metrics.cause]).toEqual(cause === null ? ['fail', null] : ['invalid', cause])
    expect(liveness(metrics)).toMatchObject(cause === null ? over : { verdict: 'invalid' })
    expect(metrics.budgets!.find(({ budget }) => budget === 'recoveryTime')!.verdict).toBe('invalid')
  })

  test('because healing took all that was left of it', async () => {
    const slow = defineFault({
      ...upset({}),
      open: (_point, _parameters, { fired, clock }) => {
        fired()
        return () => new Promise<void>((resolve) => void clock.after(2_000, resolve))
      },
    })
    const budgets = { successRate: { min: 0 }, recoveryTime: { maxMs: 1_000 } }
    const { metrics } = await runService({ faults: [{ ...fault, kind: slow }], budgets })
    expect([metrics.verdict, metrics.cause, liveness(metrics)]).toMatchObject([
      'invalid',
      'no-evidence',
      over,
    ])
  })
})

test('a fault that never fired makes it invalid, and says by when', async () => {
  const { metrics } = await runService({ faults: [{ ...fault, at: { call: 5, site: 'core.sendMessage' } }] })
  expect(metrics).toMatchObject({
    verdict: 'invalid',
    cause: 'no-evidence',
    problems: [
      'fault "upset-1" never fired: the run did not come to where it was to open before all was healed',
    ],
  })
})

test('a fault that befell the warm-up alone makes a run invalid: nothing that is judged has met it', async () => {
  const load = { ...timed, warmupMs: 1_000 }
  const brief = (operations: number) =>
    runService({
      load,
      recovery: false,
      faults: [{ kind: upset({ slowMs: 50 }), at: { operations: 10 }, until: { operations } }],
    })
  const { metrics } = await brief(90)
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
  expect(metrics.problems).toEqual([
    'fault "upset-1" befell the warm-up alone: it was over at 900 ms of 1000, and budgets see nothing of that; let it open later',
  ])
  expect((await brief(110)).metrics.verdict).toBe('pass')
})

test('drawn faults come between the steady state and the healing', async () => {
  const { metrics } = await runVirtually(
    {
      load: timed,
      data: agentMessages({ agents: 3 }),
      target: ({ clock }: TargetContext) =>
        new Processor({ core: new MockMessagingCore({ clock, latency: { fixedMs: 1 } }), clock, agents: 3 }),
      kind: 'chaos',
      chaos: { intensity: 1, kinds: ['delay', 'fail-before-effect', 'ack-late'] },
      budgets: { successRate: { min: 0 } },
    },
    ({ target, iteration }) => (target as MessageQueueProcessor).send(iteration.message as Message),
  )
  const opened = metrics.faults!.schedule.map(({ opened_ms }) => opened_ms!)
  expect(opened).toHaveLength(20)
  expect(Math.min(...opened)).toBeGreaterThanOrEqual(1_200)
  expect(Math.max(...opened)).toBeLessThan(2_800)
  expect(metrics.faults!.recovery!.progress).not.toBeNull()
})
