import { describe, expect, test } from 'vitest'
import { depthOf } from '../../../src/observe/depth.ts'
import { observe as observeWith } from '../../../src/observe/observe.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { messagingCoreFrom } from '../../../src/queue/messaging-core-from.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { PretendQueue } from '../../support/spied-target.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { makeMessage } from '../queue/make-message.ts'

const load = { executor: 'shared-iterations', iterations: 3 }
const observe = (observed: unknown) => observeWith(observed, observed, { now: () => 0, maxOperations: 0 })
const queueWith = (more: object) => Object.assign(new PretendQueue(), more)
const problemOf = (got: string) =>
  `observe failed: the observed queue: 1 problem\n  capabilities.delivery: expected one of "at-most-once", "at-least-once", "exactly-once", got ${got}`

describe('what a queue declares of itself', () => {
  test.each([
    ['at-most-once', 'atMostOnce'],
    ['at-least-once', 'atLeastOnce'],
    ['exactly-once', 'exactlyOnce'],
  ])('%s is judged as %s, and nothing else is', async (delivery, guarantee) => {
    const target = () => queueWith({ capabilities: { delivery } })
    const { metrics } = await runVirtually<PretendQueue>({ load, target }, ({ target }) => target.send('a'))
    expect(metrics.guarantees!.checks).toMatchObject([{ guarantee, verdict: 'pass' }])
  })

  test.each([undefined, null, {}])('is at least once where it says nothing: %o', async (capabilities) => {
    const target = () => queueWith({ capabilities })
    const kept = await runVirtually<PretendQueue>({ load, target }, ({ target }) => target.send('Agent-1', 2))
    expect(kept.metrics).toMatchObject({
      verdict: 'pass',
      guarantees: { checks: [{ guarantee: 'atLeastOnce', verdict: 'pass' }] },
    })
    const lost = await runVirtually<PretendQueue>({ load, target }, ({ target }) => target.send('Agent-1', 0))
    expect(lost.metrics).toMatchObject({ verdict: 'fail', guarantees: { ledger: { lost: 3 } } })
  })

  test.each([
    [{ delivery: 'mostly' }, '"mostly"'],
    [{ delivery: 'constructor' }, '"constructor"'],
    [{ delivery: 'atLeastOnce' }, '"atLeastOnce"; did you mean "at-least-once"?'],
    [{ delivery: 1 }, '1'],
  ])('makes the run invalid where nobody knows it: %o', async (capabilities, got) => {
    let [ran, closed] = [0, 0]
    const target = () => queueWith({ capabilities, close: () => closed++ })
    const { metrics } = await runVirtually({ load, target }, () => ran++)
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', problems: [problemOf(got)] })
    expect([ran, closed]).toEqual([0, 1])
  })
})

describe('a core as target', () => {
  const target = () => new MockMessagingCore()

  test('is not observed: it does not know what was to be delivered', async () => {
    expect(observe(target())).toBeNull()
    const { metrics } = await runVirtually<MockMessagingCore>({ load, target }, async ({ target }) => {
      await target.sendMessage(makeMessage(0))
    })
    expect(metrics).toMatchObject({ verdict: 'pass', guarantees: null, deliveries_by_agent: null })
  })

  test('keeps no guarantee that is asked for', async () => {
    const { metrics } = await runVirtually({ load, target, guarantees: ['atMostOnce'] }, () => {})
    expect(metrics.problems).toEqual([expect.stringMatching(/^atMostOnce: nothing to account deliveries on/)])
    expect(metrics.verdict).toBe('invalid')
  })

  test('is not: a queue that has no sendMessage is observed', () => {
    expect(observe(new PretendQueue())).not.toBeNull()
  })
})

describe('where deliveries are known from', () => {
  const all = ['atLeastOnce', 'atMostOnce', 'exactlyOnce', 'exclusiveInbox']
  const send = async (core: MockMessagingCore | ReturnType<typeof messagingCoreFrom>) => {
    const target = () => new MessageQueueProcessor({ core })
    const options = { load: { ...load, iterations: 3 }, target, guarantees: all }
    return runVirtually<MessageQueueProcessor>(options, ({ target, iteration }) =>
      target.send(makeMessage(iteration.index)),
    )
  }

  test('a core that is observed proves all four', async () => {
    const { metrics, evidence } = await send(new MockMessagingCore())
    expect(evidence!.account.evidence).toBe('observed')
    expect(metrics.guarantees!.checks.map(({ verdict }) => verdict)).toEqual(all.map(() => 'pass'))
    expect(metrics.verdict).toBe('pass')
  })

  test('a core that merely answers proves nothing of inboxes, and the others say so', async () => {
    const { metrics, evidence } = await send(messagingCoreFrom(() => true))
    expect(evidence!.account.evidence).toBe('claimed')
    const { checks } = metrics.guarantees!
    expect(checks.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'invalid'])
    for (const { summary } of checks.slice(0, 3))
      expect(summary).toMatch(/ \(as the core answered; it cannot be observed\)$/)
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
  })

  test.each([
    [undefined, 'observed'],
    ['observed', 'observed'],
    ['claimed', 'claimed'],
  ])('an observable that says %s is taken for %s', (deliveryEvidence, evidence) => {
    expect(observe(queueWith({ deliveryEvidence }))!.evidence()).toBe(evidence)
  })

  test('is asked at the end, since a core may come late', () => {
    const queue = Object.assign(new PretendQueue(), { deliveryEvidence: 'claimed' })
    const observation = observe(queue)!
    queue.deliveryEvidence = 'observed'
    expect(observation.evidence()).toBe('observed')
  })
})

describe('the depth of what is observed', () => {
  test.each<[unknown, number | null]>([
    [{ depth: 3, size: 5 }, 3],
    [{ depth: 0, size: 5 }, 0],
    [{ size: 5 }, 5],
    [{ size: 5, inFlight: 2 }, 7],
    [{ size: 5, inFlight: -2 }, 5],
    [{ depth: 3, size: 5, inFlight: 2 }, 3],
    [{ depth: Number.NaN, size: 5 }, 5],
    [{ depth: Infinity, size: 0 }, 0],
    [{ depth: -1, size: 2 }, 2],
    [{ depth: 1.5, size: 2 }, 2],
    [{ depth: '3', size: 2 }, 2],
    [{ depth: Number.NaN }, null],
    [{ depth: Infinity }, null],
    [{ depth: -Infinity, size: -3 }, null],
    [{ depth: 0.5, size: Number.NaN }, null],
    [{ depth: 3n }, null],
    [{ depth: () => 3 }, null],
    [{}, null],
    [null, null],
    [undefined, null],
    [7, null],
  ])('%o is %s', (observed, depth) => {
    expect(depthOf(observed)).toBe(depth)
  })
})
