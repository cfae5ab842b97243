import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { IterationTimeoutError } from '../../../src/load/iteration-timeout-error.ts'
import { beginLoad, runLoad } from '../../support/drive.ts'

const loads = {
  open: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 100 },
  closed: { executor: 'shared-iterations', iterations: 10, concurrency: 2 },
}
const reject = (reason: unknown) => (): Promise<never> => Promise.reject(reason)
const raise = (reason: unknown) => (): never => {
  throw reason
}

describe.each(Object.entries(loads))('failures of a workload, %s model', (_, load) => {
  test.each([
    ['throws an error', raise(new Error('no'))],
    ['throws undefined', raise(undefined)],
    ['throws null', raise(null)],
    ['throws 0', raise(0)],
    ['rejects with undefined', reject(undefined)],
    ['rejects with false', reject(false)],
    ['rejects with an empty string', reject('')],
  ])('a workload that %s fails each iteration once', async (_, execute) => {
    const { sink } = await runLoad(load, execute)
    expect(sink.finishes).toHaveLength(10)
    expect(sink.finishes.filter(({ failure }) => failure !== null)).toHaveLength(10)
  })

  test.each([
    ['undefined', () => undefined],
    ['false', () => false],
    ['an error, not thrown', () => new Error('returned')],
  ])('a workload that returns %s succeeds', async (_, execute) => {
    const { sink } = await runLoad(load, execute)
    expect(sink.finishes.filter(({ failure }) => failure === null)).toHaveLength(10)
  })
})

describe('an iteration that takes longer than its timeout', () => {
  test('fails with the reason "timeout" at that time, and its signal is aborted with it', async () => {
    const reasons: unknown[] = []
    const load = {
      executor: 'constant-arrival-rate',
      ratePerSecond: 10,
      durationMs: 300,
      iterationTimeoutMs: 50,
    }
    const { sink } = await runLoad(load, (iteration, clock) => {
      iteration.signal.addEventListener('abort', () => reasons.push(iteration.signal.reason))
      return iteration.index === 1 ? sleep(clock, 10) : new Promise(() => {})
    })
    expect(sink.failures).toHaveLength(2)
    for (const error of sink.failures) {
      expect(error).toBeInstanceOf(IterationTimeoutError)
      expect(error).toMatchObject({
        reason: 'timeout',
        message: 'the iteration took longer than 50 ms (iterationTimeoutMs)',
      })
    }
    expect(reasons).toEqual(sink.failures)
    // The sweep may come a hundredth of the timeout late, and never early.
    expect(sink.finishes.map(({ index, endMs }) => [index, Math.floor(endMs)])).toEqual([
      [0, 50],
      [1, 110],
      [2, 250],
    ])
  })

  test('gives an aborted signal to a workload that asks for it only afterwards', async () => {
    let late: AbortSignal | null = null
    const load = { executor: 'shared-iterations', iterations: 1, iterationTimeoutMs: 50 }
    const run = beginLoad(load, async (iteration, clock) => {
      await sleep(clock, 80)
      late = iteration.signal
    })
    await run.clock.run(sleep(run.clock, 100))
    expect(late).toMatchObject({ aborted: true, reason: { reason: 'timeout' } })
  })

  test('does not keep its virtual user from the next one', async () => {
    const load = { executor: 'per-agent-iterations', agents: 2, iterations: 3, iterationTimeoutMs: 100 }
    const { sink } = await runLoad(load, (iteration, clock) =>
      iteration.agent === 'Agent-1' ? new Promise(() => {}) : sleep(clock, 1),
    )
    expect(sink.outcomes()).toEqual([0, 1, 2, 3, 4, 5])
    const hanging = sink.begins.filter(({ agent }) => agent === 'Agent-1')
    expect(hanging.map(({ startedMs }) => Math.floor(startedMs / 100))).toEqual([0, 1, 2])
    expect(sink.mostInFlight).toBe(2)
  })

  test('frees its slot for what waits', async () => {
    const load = {
      executor: 'constant-arrival-rate',
      ratePerSecond: 100,
      durationMs: 50,
      maxInFlight: 1,
      iterationTimeoutMs: 100,
    }
    const { sink } = await runLoad(load, (iteration, clock) =>
      iteration.index === 0 ? new Promise(() => {}) : sleep(clock, 1),
    )
    expect(sink.outcomes()).toEqual([0, 1, 2, 3, 4])
  })

  test.each(['resolves', 'rejects'])('has one outcome, also when it %s later', async (how) => {
    const load = { executor: 'shared-iterations', iterations: 3, iterationTimeoutMs: 20 }
    const run = beginLoad(load, async (_, clock) => {
      await sleep(clock, 45)
      if (how === 'rejects') throw new Error('too late')
    })
    await run.clock.run(run.driver.allStarted.then(() => sleep(run.clock, 200)))
    expect(run.sink.outcomes()).toEqual([0, 1, 2])
    expect(run.sink.failures).toEqual(Array.from({ length: 3 }, () => expect.any(IterationTimeoutError)))
  })
})

test('closing a load gives what is under way its outcome at its age, and aborts its signal', async () => {
  const signals: AbortSignal[] = []
  const run = beginLoad({ executor: 'shared-iterations', iterations: 2, concurrency: 2 }, (iteration) => {
    signals.push(iteration.signal)
    return new Promise(() => {})
  })
  await run.clock.run(sleep(run.clock, 30))
  run.engine.close(new Error('the load has ended'))
  run.engine.close(new Error('again'))
  expect(run.sink.leftOver).toEqual([
    { index: 0, nowMs: 30 },
    { index: 1, nowMs: 30 },
  ])
  expect(signals.map((signal) => [signal.aborted, String(signal.reason)])).toEqual([
    [true, 'Error: the load has ended'],
    [true, 'Error: the load has ended'],
  ])
})
