import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { PretendQueue } from '../../support/spied-target.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 1, drainMs: 1000 }

/** A queue with one message inside, whose own drain does as told; the message arrives at `arrivesMs`. */
async function drainQueue(drain: undefined | (() => unknown), arrivesMs: number) {
  const clock = new VirtualClock()
  const queue = Object.assign(new PretendQueue(), { drain })
  const outcome = await runVirtually<PretendQueue>(
    { load, target: () => queue, guarantees: ['atLeastOnce', 'atMostOnce'] },
    ({ target }) => {
      const message = target.accept('Agent-1')
      target.depth = 1
      clock.after(arrivesMs, () => {
        target.deliver(message, 'Agent-1')
        target.depth = 0
      })
    },
    { clock },
  )
  return { ...outcome, queue }
}

describe.each<[string, undefined | (() => unknown)]>([
  ['settles at once', () => Promise.resolve()],
  ['settles at once, in vain', () => Promise.resolve(false)],
  ['is not there', undefined],
])('while something is inside, and a drain %s', (_, drain) => {
  test('a run waits for it, and no longer', async () => {
    const { metrics, endMs, queue } = await drainQueue(drain, 400)
    expect(metrics).toMatchObject({
      verdict: 'pass',
      guarantees: { ledger: { delivered: 1, lost: 0, pending: 0 } },
    })
    expect(endMs).toBeGreaterThanOrEqual(400)
    expect(endMs).toBeLessThanOrEqual(410)
    expect(queue.observed).toBe(false)
  })

  test('a run waits drainMs at most, and then nothing is decided', async () => {
    const { metrics, endMs, evidence } = await drainQueue(drain, 5000)
    expect(endMs).toBe(1000)
    expect(evidence!.account.drained).toBe(false)
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'no-evidence',
      guarantees: { ledger: { pending: 1, lost: 0 } },
    })
    expect(metrics.guarantees!.checks.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid'])
  })
})

test('a run that is ended early does not wait for what is inside', async () => {
  const clock = new VirtualClock()
  const controller = new AbortController()
  clock.after(300, () => controller.abort())
  const target = () => Object.assign(new PretendQueue(), { depth: 2, drain: () => Promise.resolve() })
  const { endMs } = await runVirtually<PretendQueue>(
    { load, target },
    ({ target }) => target.send('Agent-1'),
    { clock, signal: controller.signal },
  )
  expect(endMs).toBe(300)
})

test('a depth that is no number is not waited for', async () => {
  const target = () =>
    Object.assign(new PretendQueue(), { depth: Number.NaN, drain: () => Promise.resolve() })
  const { endMs, metrics } = await runVirtually<PretendQueue>({ load, target }, ({ target }) =>
    target.send('Agent-1'),
  )
  expect(endMs).toBe(0)
  expect(metrics).toMatchObject({ verdict: 'pass', queue_depth: null })
})
