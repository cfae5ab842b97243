import { describe, expect, test } from 'vitest'
import { judgeGuarantees } from '../../../src/run/judge-guarantees.ts'
import { PretendQueue } from '../../support/spied-target.ts'
import { asserted } from '../../support/guarantees.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'per-agent-iterations', agents: 2, iterations: 3 }
const guarantees = ['atLeastOnce', 'atMostOnce', 'exactlyOnce', 'exclusiveInbox']
const queueOf = (copies = 1, more: object = {}) => Object.assign(new PretendQueue(), more, { copies })

describe('guarantees', () => {
  test('are judged by what the target delivered', async () => {
    const target = () => queueOf()
    const { metrics } = await runVirtually<PretendQueue>({ load, target, guarantees }, (given) =>
      given.target.send(given.iteration.agent!),
    )
    expect(metrics.verdict).toBe('pass')
    expect(metrics.guarantees).toMatchObject({
      ledger: { attempted: 6, accepted: 6, delivered: 6, lost: 0 },
      checks: guarantees.map((guarantee) => ({ guarantee, verdict: 'pass' })),
    })
    expect(metrics.deliveries_by_agent).toEqual({ 'Agent-1': 3, 'Agent-2': 3 })
  })

  test('that are violated fail the run, with examples', async () => {
    const target = () => queueOf()
    const { metrics } = await runVirtually<PretendQueue>(
      { load, target, guarantees: ['atMostOnce'] },
      ({ target, iteration }) => target.send('Agent-1', iteration.index === 2 ? 2 : 1),
    )
    expect(metrics).toMatchObject({ verdict: 'fail', cause: null })
    expect(metrics.guarantees!.checks).toEqual([
      {
        guarantee: 'atMostOnce',
        verdict: 'fail',
        summary: '6 accepted, 7 delivered, 1 duplicated',
        examples: [expect.stringMatching(/^duplicated: p:\d to Agent-1 \(2 times\)$/)],
        proof: {
          sentence: expect.stringMatching(/^"p:\d" came out more than once \(inbox of Agent-1\)$/) as string,
          messages: [
            expect.objectContaining({ message: expect.stringMatching(/^p:\d$/) as string }),
            expect.anything(),
          ],
          drawing: expect.stringContaining('dequeue') as string,
        },
      },
    ])
  })

  test('of a target that delivered nothing are invalid', async () => {
    const { metrics } = await runVirtually(
      { load, target: () => queueOf(), guarantees: ['atLeastOnce'] },
      () => {},
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
  })

  test('of a queue that still holds something are undecided', async () => {
    const { metrics } = await runVirtually<PretendQueue>(
      { load, target: () => queueOf(1, { depth: 4 }), guarantees: ['atLeastOnce'] },
      ({ target, iteration }) => target.send('Agent-1', iteration.index === 0 ? 0 : 1),
    )
    expect(metrics.guarantees!.ledger).toMatchObject({ pending: 1, lost: 0 })
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'no-evidence',
      queue_depth: { max: 4, end: 4 },
    })
  })

  test.each([
    [
      'a drain that settles proves it lost',
      { drain: () => Promise.resolve(), depth: undefined },
      'fail',
      { lost: 1, pending: 0 },
    ],
    ['an empty queue proves it lost', { depth: 0 }, 'fail', { lost: 1, pending: 0 }],
    [
      'a queue that is empty after a drain in vain proves it lost',
      { drain: () => Promise.resolve(false), depth: 0 },
      'fail',
      { lost: 1, pending: 0 },
    ],
    [
      'a drain that settles proves nothing while something is inside',
      { drain: () => Promise.resolve(), depth: 4 },
      'invalid',
      { lost: 0, pending: 1 },
    ],
    [
      'a drain in vain proves nothing',
      { drain: () => Promise.resolve(false), depth: undefined },
      'invalid',
      { lost: 0, pending: 1 },
    ],
    [
      'a queue that says nothing of itself proves nothing',
      { depth: undefined },
      'invalid',
      { lost: 0, pending: 1 },
    ],
  ])('on a message that did not arrive: %s', async (_, more, verdict, ledger) => {
    const { metrics } = await runVirtually<PretendQueue>(
      { load, target: () => queueOf(1, more), guarantees: ['atLeastOnce'] },
      ({ target, iteration }) => target.send('Agent-1', iteration.index === 0 ? 0 : 1),
    )
    expect(metrics).toMatchObject({ verdict, guarantees: { ledger } })
  })

  test('are those that the queue declares, where the user names none', async () => {
    const target = () => queueOf(1, { capabilities: { delivery: 'exactly-once' } })
    const { metrics } = await runVirtually<PretendQueue>({ load, target }, ({ target }) =>
      target.send('Agent-1'),
    )
    expect(metrics.guarantees!.checks).toMatchObject([{ guarantee: 'exactlyOnce', verdict: 'pass' }])
  })

  test('of a target that cannot be observed make the run invalid, before anything ran', async () => {
    let ran = 0
    const { metrics } = await runVirtually(
      { load, target: () => ({}), guarantees: ['atLeastOnce'] },
      () => ran++,
    )
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: [expect.stringMatching(/^atLeastOnce: nothing to account deliveries on/)],
    })
    expect(ran).toBe(0)
  })

  test('that are asked for afterwards are invalid where nothing was observed', async () => {
    const outcome = await runVirtually({ load }, () => {})
    expect(judgeGuarantees([asserted('atLeastOnce')], outcome.evidence).checks).toMatchObject([
      { guarantee: 'atLeastOnce', verdict: 'invalid' },
    ])
  })
})

describe('the observation', () => {
  test('looks where `observe` points, and ends with the run', async () => {
    const queue = new PretendQueue()
    const options = {
      load,
      target: () => ({ inner: queue }),
      observe: (target: { inner: PretendQueue }) => target.inner,
    }
    const { metrics } = await runVirtually(options, () => queue.send('Agent-2'))
    expect(metrics.deliveries_by_agent).toEqual({ 'Agent-2': 6 })
    expect(queue.observed).toBe(false)
  })

  test('that throws makes the run invalid, and the target is closed', async () => {
    let closed = 0
    const options = {
      load,
      target: () => ({ close: () => closed++ }),
      observe: () => {
        throw new Error('no queue inside')
      },
    }
    const { metrics } = await runVirtually(options, () => {})
    expect(metrics).toMatchObject({ verdict: 'invalid', problems: ['observe failed: no queue inside'] })
    expect(closed).toBe(1)
  })

  test('waits for what is observed to drain, as long as drainMs', async () => {
    let drainSignal: AbortSignal | undefined
    const drain = (signal: AbortSignal): Promise<never> => {
      drainSignal = signal
      return new Promise(() => {})
    }
    const { endMs, metrics } = await runVirtually<PretendQueue>(
      { load: { ...load, drainMs: 700 }, target: () => queueOf(1, { drain }), guarantees: ['atMostOnce'] },
      ({ target }) => target.send('Agent-1'),
    )
    expect([endMs, drainSignal!.aborted]).toEqual([700, true])
    expect(metrics.verdict).toBe('pass')
  })

  test('of a depth that throws is none, and the run goes on', async () => {
    const target = () => ({
      get depth(): number {
        throw new Error('gone')
      },
    })
    const { metrics } = await runVirtually({ load, target }, ({ wait }) => wait(200))
    expect(metrics).toMatchObject({ verdict: 'pass', queue_depth: null })
  })

  test('takes a drain that throws for an error of the run', async () => {
    const target = () => queueOf(1, { drain: () => Promise.reject(new Error('stuck')) })
    const { metrics } = await runVirtually<PretendQueue>({ load, target }, ({ target }) =>
      target.send('Agent-1'),
    )
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: ['stuck'],
      success_count: 6,
    })
  })
})
