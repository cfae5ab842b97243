import { describe, expect, test } from 'vitest'
import { BlockingClock } from '../../support/blocking-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const loads = {
  open: { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 300, iterationTimeoutMs: 50 },
  closed: { executor: 'shared-iterations', iterations: 3, iterationTimeoutMs: 50 },
}
const hang = (): Promise<never> => new Promise(() => {})

describe.each(Object.entries(loads))('a workload that blocks, %s model', (_, load) => {
  const run = (workload: (clock: BlockingClock) => unknown) => {
    const clock = new BlockingClock()
    return runVirtually({ load }, () => workload(clock), { clock })
  }

  test.each([
    ['returns', (clock: BlockingClock) => clock.block(51)],
    ['resolves', async (clock: BlockingClock) => clock.block(51)],
  ])('past its timeout, and then %s, has failed by it', async (_, workload) => {
    const { metrics } = await run(workload)
    expect(metrics).toMatchObject({ verdict: 'fail', success_count: 0, failure_count: 3 })
    expect(metrics.failures).toEqual([
      {
        reason: 'timeout',
        count: 3,
        example: 'the iteration took longer than 50 ms (iterationTimeoutMs)',
      },
    ])
    expect(metrics.latency!.service!.min_ms).toBeGreaterThanOrEqual(51)
  })

  test('for as long as its timeout allows has not', async () => {
    const { metrics } = await run((clock) => clock.block(50))
    expect(metrics).toMatchObject({ verdict: 'pass', success_count: 3, failures: [] })
  })

  test('past its timeout, and then throws, has failed by what it threw', async () => {
    const { metrics } = await run((clock) => {
      clock.block(51)
      throw new RangeError('no')
    })
    expect(metrics.failures).toEqual([{ reason: 'RangeError', count: 3, example: 'no' }])
  })
})

test('an iteration that ends after its timeout, before that was looked for, has failed by it', async () => {
  // Timeouts are looked for at 1000 ms, and then at 1010 ms.
  const load = {
    executor: 'replay',
    trace: [{ at_ms: 0 }, { at_ms: 5 }, { at_ms: 6 }],
    iterationTimeoutMs: 1000,
  }
  const { metrics } = await runVirtually({ load }, ({ iteration, wait }) =>
    [hang, () => wait(1002), () => wait(1000)][iteration.index]!(),
  )
  expect(metrics).toMatchObject({ success_count: 1, failures: [{ reason: 'timeout', count: 2 }] })
})

describe('the last iterations of a counted load', () => {
  test.each([1, 2])('may take longer than the drain, %d at once', async (concurrency) => {
    const load = { executor: 'shared-iterations', iterations: 2, concurrency }
    const { metrics, endMs } = await runVirtually({ load }, ({ wait }) => wait(11_000))
    expect(metrics).toMatchObject({ verdict: 'pass', success_count: 2, unfinished_iterations: 0 })
    expect(endMs).toBe(22_000 / concurrency)
  })

  test('fail by their timeout, and are not left unfinished, however late that is looked for', async () => {
    const load = { executor: 'shared-iterations', iterations: 3, concurrency: 2, drainMs: 0 }
    const { metrics, endMs } = await runVirtually({ load }, ({ iteration, wait }) =>
      iteration.index === 0 ? wait(5) : hang(),
    )
    expect(metrics).toMatchObject({
      success_count: 1,
      unfinished_iterations: 0,
      failures: [{ reason: 'timeout', count: 2 }],
    })
    expect(endMs).toBe(30_300)
  })

  test('are those of a count: a load that lasts for a time leaves them unfinished after its drain', async () => {
    for (const load of [
      { executor: 'constant-concurrency', concurrency: 1, durationMs: 100 },
      { executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 100 }] },
    ]) {
      const { metrics, endMs } = await runVirtually({ load }, ({ wait }) => wait(11_000))
      expect(metrics.unfinished_iterations).toBeGreaterThan(0)
      expect(endMs).toBe(10_100)
    }
  })
})
