import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { TargetContext } from '../../../src/model/scenario.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { spiedTarget } from '../../support/spied-target.ts'

const load = { executor: 'shared-iterations', iterations: 3 }
const unhandled: unknown[] = []
const take = (reason: unknown): number => unhandled.push(reason)
beforeEach(() => void process.on('unhandledRejection', take))
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', take)
  expect(unhandled.splice(0)).toEqual([])
})

describe('a target', () => {
  test('is built once, whoever uses it, and closed once', async () => {
    const { seen, target } = spiedTarget()
    const targets = new Set<unknown>()
    await runVirtually({ load, target }, (given) => targets.add(given.target))
    expect(targets.size).toBe(1)
    expect(seen).toEqual({ built: 1, closed: ['close'] })
  })

  test('is told the agents, the seed and the signal', async () => {
    let given: TargetContext | undefined
    const target = (context: TargetContext): object => {
      given = context
      return {}
    }
    await runVirtually({ load: { ...load, agents: 2 }, target, seed: 99 }, () => {})
    expect(given).toMatchObject({ agents: ['Agent-1', 'Agent-2'], seed: 99, signal: { aborted: false } })
  })

  test.each([
    [['asyncDispose', 'dispose', 'close'], 'asyncDispose'],
    [['dispose', 'close'], 'dispose'],
    [['close'], 'close'],
  ] as const)('that has %j is closed by %s alone', async (ways, way) => {
    const { seen, target } = spiedTarget(ways)
    await runVirtually({ load, target }, () => {})
    expect(seen.closed).toEqual([way])
  })

  test.each([[{}], [undefined], [null], [7], ['text']])(
    'that has no way to be closed (%o) is no trouble',
    async (value) => {
      const { metrics } = await runVirtually({ load, target: () => value }, () => {})
      expect(metrics.verdict).toBe('pass')
    },
  )

  test('that is a function can be closed too', async () => {
    let closed = 0
    await runVirtually({ load, target: () => Object.assign(() => {}, { close: () => closed++ }) }, () => {})
    expect(closed).toBe(1)
  })

  test('is closed when every iteration failed', async () => {
    const { seen, target } = spiedTarget()
    const { metrics } = await runVirtually({ load, target }, () => Promise.reject(new Error('no')))
    expect(metrics).toMatchObject({ verdict: 'fail', failure_count: 3 })
    expect(seen.closed).toEqual(['close'])
  })
})

describe('a target that does not start', () => {
  test.each([
    [
      'throws',
      () => {
        throw new TypeError('no port')
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('no port'))],
  ])('because it %s makes the run invalid, and nothing is run', async (_, target) => {
    let iterations = 0
    const { metrics, recording } = await runVirtually({ load, target }, () => iterations++)
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: ['the target failed to start: TypeError: no port'],
      total_processed: 0,
      success_rate: null,
      budgets: null,
    })
    expect([iterations, recording]).toEqual([0, null])
  })

  test('and hangs is given up at the time limit, its signal aborted', async () => {
    let signal: AbortSignal | undefined
    const target = (context: TargetContext): Promise<object> => {
      signal = context.signal
      return new Promise(() => {})
    }
    const { metrics, endMs } = await runVirtually({ load, target }, () => {}, { timeoutMs: 5000 })
    expect(metrics.problems).toEqual([
      'the target failed to start: RunEndedError: the run took longer than its time limit of 5 s',
    ])
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
    expect([endMs, signal!.aborted]).toEqual([5000, true])
  })

  test('in time is closed all the same when it comes', async () => {
    const clock = new VirtualClock()
    const { seen, target } = spiedTarget()
    const slow = async (): Promise<object> => {
      await sleep(clock, 8000)
      return target()
    }
    await runVirtually({ load, target: slow }, () => {}, { timeoutMs: 5000, clock })
    expect(seen).toEqual({ built: 0, closed: [] })
    await clock.run(sleep(clock, 4000))
    expect(seen).toEqual({ built: 1, closed: ['close'] })
  })

  test('and rejects after the time limit is not an unhandled rejection', async () => {
    const clock = new VirtualClock()
    const target = (): Promise<never> => sleep(clock, 8000).then(() => Promise.reject(new Error('late')))
    const { metrics } = await runVirtually({ load, target }, () => {}, { timeoutMs: 5000, clock })
    expect(metrics.verdict).toBe('invalid')
    await clock.run(sleep(clock, 4000))
  })
})

describe('a target that does not close', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('busy')
      },
    ],
    ['rejects', () => Promise.reject(new Error('busy'))],
  ])('because it %s makes the run invalid, its figures are kept', async (_, closing) => {
    const { target } = spiedTarget(['asyncDispose'], closing)
    const { metrics } = await runVirtually({ load, target }, () => {})
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: ['the target failed to close: busy'],
      success_count: 3,
      budgets: [{ budget: 'successRate', verdict: 'pass' }],
    })
  })

  test('and hangs is given up after ten seconds', async () => {
    const { target } = spiedTarget(['close'], () => new Promise(() => {}))
    const { metrics, endMs } = await runVirtually({ load, target }, () => {})
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      problems: ['the target failed to close: closing did not end within 10 s'],
    })
    expect(endMs).toBe(10_000)
  })

  test('and rejects after it was given up is not an unhandled rejection', async () => {
    const clock = new VirtualClock()
    const { target } = spiedTarget(['close'], () =>
      sleep(clock, 12_000).then(() => Promise.reject(new Error('late'))),
    )
    const { metrics } = await runVirtually({ load, target }, () => {}, { clock })
    expect(metrics.verdict).toBe('invalid')
    await clock.run(sleep(clock, 5000))
  })
})
