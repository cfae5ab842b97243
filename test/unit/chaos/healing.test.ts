import { beforeEach, describe, expect, test } from 'vitest'
import { defineFault } from '../../../src/chaos/fault.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { InMemoryMessageQueue } from '../../../src/queue.ts'
import { runProcessor, runQueue } from './support.ts'

const disk = { open: 0, healed: 0 }
beforeEach(() => Object.assign(disk, { open: 0, healed: 0 }))

const lost = defineFault({
  kind: 'disk-lost',
  summary: 'The disk is gone.',
  layer: 'storage',
  parameters: {},
  alone: true,
  point: { expected: 'a disk', accepts: (value): value is typeof disk => value === disk },
  open(point: typeof disk, _parameters, context) {
    point.open++
    context.fired()
    return () => point.healed++
  },
})
const onDisk = { faults: [{ kind: lost }], faultPoints: () => ({ disk }) }
const forASecond = { executor: 'constant-concurrency', agents: 3, concurrency: 3, durationMs: 1_000 }

describe('a fault is healed', () => {
  test('when its time is over', async () => {
    const { metrics } = await runProcessor({
      ...onDisk,
      faults: [{ kind: lost, at: { ms: 2 }, until: { forMs: 3 } }],
    })
    expect([disk, metrics.verdict]).toEqual([{ open: 1, healed: 1 }, 'pass'])
    expect(metrics.faults!.schedule[0]).toMatchObject({
      opened_ms: 2,
      healed_ms: 5,
      on: 'disk',
      layer: 'storage',
    })
  })

  test('or else named, and waited for once', async () => {
    const stuck = defineFault({ ...lost, open: (_, __, { fired }) => (fired(), () => new Promise(() => {})) })
    const { metrics, endMs } = await runProcessor({ ...onDisk, faults: [{ kind: stuck }] })
    expect(metrics.problems).toEqual(['fault "disk-lost-1" was not healed within 10 s'])
    expect(endMs).toBeLessThan(11_000)
  })

  test('when it has nothing more to do; so a stall leaves the rest of the load to be judged', async () => {
    const brief = defineFault({
      ...lost,
      open(point: typeof disk, _parameters, context) {
        context.over()
        point.open++
        context.fired()
        return () => sleep(context.clock, 4).then(() => void point.healed++)
      },
    })
    const stall = { kind: 'event-loop-stall', stallMs: 1, at: { ms: 3 } }
    const { metrics } = await runProcessor({ ...onDisk, faults: [{ kind: brief, at: { ms: 2 } }, stall] })
    expect([disk, metrics.verdict]).toEqual([{ open: 1, healed: 1 }, 'pass'])
    expect(metrics.faults!.schedule).toMatchObject([
      { opened_ms: 2, healed_ms: 6 },
      { opened_ms: 3, healed_ms: 3, fired: 1 },
    ])
  })

  test('once, and waited for, where the load ends while it is under way', async () => {
    const slow = defineFault({
      ...lost,
      open: (point: typeof disk, _parameters, context) => {
        context.fired()
        context.over()
        return () => sleep(context.clock, 5_000).then(() => void point.healed++)
      },
    })
    const { metrics } = await runProcessor({ ...onDisk, faults: [{ kind: slow }] })
    expect([disk.healed, metrics.verdict]).toEqual([1, 'pass'])
    expect(metrics.faults!.schedule).toMatchObject([{ healed_ms: 5_000 }])
  })

  test('at the planned end of the load, so that what hangs can come to its end', async () => {
    const { metrics } = await runProcessor(
      {
        load: { ...forASecond, thinkTimeMs: 100 },
        faults: [{ kind: 'hang', at: { ms: 500 } }],
      },
      { queue: { leaseMs: 60_000 } },
    )
    expect(metrics).toMatchObject({ verdict: 'pass', unfinished_iterations: 0 })
    expect(metrics.faults!.schedule[0]).toMatchObject({ healed_ms: 1_000 })
    expect(metrics.latency_stats.max_ms).toBeGreaterThan(400)
    expect(metrics.latency_stats.max_ms).toBeLessThan(510)
  })

  test('when the run is ended early', async () => {
    const clock = new VirtualClock()
    const ended = new AbortController()
    clock.after(5, () => ended.abort())
    const { metrics } = await runProcessor(onDisk, { clock, signal: ended.signal })
    expect([disk, metrics.cause]).toEqual([{ open: 1, healed: 1 }, 'error'])
  })

  test('when the run takes too long', async () => {
    const { metrics } = await runProcessor(
      { ...onDisk, faults: [{ kind: lost }, { kind: 'hang' }] },
      { timeoutMs: 200 },
    )
    expect([disk, metrics.cause]).toEqual([{ open: 1, healed: 1 }, 'error'])
  })

  test('when a budget ends the load', async () => {
    const windows = [{ everyMs: 1_000, successRate: { min: 1 }, abortOnBreach: true }]
    const { metrics } = await runProcessor({
      ...onDisk,
      load: { ...forASecond, durationMs: 10_000, thinkTimeMs: 50 },
      faults: [{ kind: lost }, { kind: 'reject', on: 'queue', until: { forMs: 500 } }],
      budgets: { successRate: { min: 0 }, windows },
    })
    expect([disk, metrics.verdict]).toEqual([{ open: 1, healed: 1 }, 'fail'])
    expect(metrics.aborted).not.toBeNull()
  })

  test('and before the load nothing opens: setup fails without it', async () => {
    const setup = (): never => {
      throw new Error('no database')
    }
    const { metrics } = await runProcessor({ ...onDisk, setup })
    expect([disk, metrics.problems]).toEqual([{ open: 0, healed: 0 }, ['setup failed: no database']])
  })

  test('and the methods of the queue are its own again', async () => {
    let own!: InMemoryMessageQueue
    await runQueue({
      faults: [{ kind: 'no-op' }, { kind: 'ack-lost', at: { call: 2 } }],
      setup: ({ target }: { target: InMemoryMessageQueue }) => (own = target),
    })
    const kept = ['enqueue', 'offer', 'take', 'dequeue', 'ack', 'nack'].filter((name) =>
      Object.hasOwn(own, name),
    )
    expect(kept).toEqual([])
  })
})

test('a fault that cannot be opened, or healed, is a trouble of the run', async () => {
  const broken = (how: 'open' | 'heal') =>
    defineFault({
      kind: `broken-${how}`,
      summary: 'Fails.',
      layer: 'process',
      parameters: {},
      point: null,
      open(_point, _parameters, context) {
        if (how === 'open') throw new Error('no such process')
        context.fired()
        return () => Promise.reject(new Error('it is gone'))
      },
    })
  const { metrics } = await runProcessor({ faults: [{ kind: broken('open') }, { kind: broken('heal') }] })
  expect([metrics.cause, metrics.problems]).toEqual([
    'error',
    [
      'fault "broken-open-1" failed to open: no such process',
      'fault "broken-heal-1" failed to heal: it is gone',
    ],
  ])
})

test('of faults that bear no other beside them, the second does not open', async () => {
  const { metrics } = await runProcessor({
    ...onDisk,
    faults: [
      { kind: lost, at: { operations: 3 } },
      { kind: lost, at: { operations: 6 } },
    ],
  })
  expect(disk).toEqual({ open: 1, healed: 1 })
  expect(metrics.problems).toEqual([
    'fault "disk-lost-2" could not open at 2 ms, after 6 iterations: "disk-lost-1" was open on the same point, which bears one at a time; end that before, or let this one open later',
  ])
})
