import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { beginLoad, runLoad } from '../../support/drive.ts'

const range = (length: number): number[] => Array.from({ length }, (_, index) => index)

describe('per-agent iterations', () => {
  const load = { executor: 'per-agent-iterations', agents: 3, iterations: 4 }

  test('give each agent its iterations, with the indices of its own', async () => {
    const { sink } = await runLoad(load, (iteration, clock) => sleep(clock, 1 + iteration.index))
    for (const [group, agent] of ['Agent-1', 'Agent-2', 'Agent-3'].entries()) {
      const own = sink.begins.filter((begun) => begun.agent === agent)
      expect(own.map(({ index }) => index)).toEqual([group, group + 3, group + 6, group + 9])
    }
    expect(sink.outcomes()).toEqual(range(12))
  })

  test('run one at a time for each agent, all agents at once', async () => {
    const { sink, clock } = await runLoad(load, (_, clock) => sleep(clock, 10))
    expect(sink.mostInFlight).toBe(3)
    expect(clock.now()).toBe(40)
  })

  test('run `concurrency` at a time for each agent', async () => {
    const { sink, clock } = await runLoad({ ...load, concurrency: 2 }, (_, clock) => sleep(clock, 10))
    expect(sink.mostInFlight).toBe(6)
    expect(clock.now()).toBe(20)
  })

  test('of a slow agent do not hold up the others', async () => {
    const { sink } = await runLoad(load, (iteration, clock) =>
      sleep(clock, iteration.agent === 'Agent-1' ? 100 : 1),
    )
    const ends = new Map(sink.finishes.map(({ index, endMs }) => [index, endMs]))
    expect([ends.get(9), ends.get(10), ends.get(11)]).toEqual([400, 4, 4])
  })
})

describe('shared iterations', () => {
  test('are done exactly once, by whoever is free', async () => {
    const load = { executor: 'shared-iterations', iterations: 101, concurrency: 8 }
    const { sink } = await runLoad(load, (iteration, clock) => sleep(clock, (iteration.index * 37) % 23))
    expect(sink.begins.map(({ index }) => index)).toEqual(range(101))
    expect(sink.outcomes()).toEqual(range(101))
    expect(sink.mostInFlight).toBe(8)
  })

  test('are cut off at maxDurationMs', async () => {
    const load = { executor: 'shared-iterations', iterations: 1000, concurrency: 1, maxDurationMs: 95 }
    const { sink, clock } = await runLoad(load, (_, clock) => sleep(clock, 10))
    expect(sink.finishes).toHaveLength(10)
    expect(clock.now()).toBe(100)
  })

  test('start at the end of earlier work, so that none is late', async () => {
    const { sink } = await runLoad({ executor: 'shared-iterations', iterations: 5 }, (_, clock) =>
      sleep(clock, 7),
    )
    expect(sink.begins.map(({ scheduledMs, startedMs }) => [scheduledMs, startedMs])).toEqual(
      [0, 7, 14, 21, 28].map((at) => [at, at]),
    )
  })

  test('pause for the think time between two iterations, not before the first', async () => {
    const load = { executor: 'shared-iterations', iterations: 3, thinkTimeMs: 50 }
    const { sink } = await runLoad(load, (_, clock) => sleep(clock, 10))
    expect(sink.begins.map(({ startedMs }) => startedMs)).toEqual([0, 60, 120])
  })

  test('work that never waits settles too', async () => {
    const { sink } = await runLoad(
      { executor: 'shared-iterations', iterations: 5000, concurrency: 3 },
      () => {},
    )
    expect(sink.finishes).toHaveLength(5000)
  })
})

describe('constant concurrency', () => {
  test('never has more under way than virtual users, and keeps them busy', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 4, durationMs: 1000 }
    const { sink } = await runLoad(load, (_, clock) => sleep(clock, 30))
    expect(sink.mostInFlight).toBe(4)
    expect(sink.begins).toHaveLength(4 * Math.ceil(1000 / 30))
  })

  test('starts nothing at its end or after, and lets what is under way finish', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 100 }
    const { sink, clock } = await runLoad(load, (_, clock) => sleep(clock, 25))
    expect(sink.begins.map(({ startedMs }) => startedMs)).toEqual([0, 25, 50, 75])
    expect(clock.now()).toBe(100)
  })

  test('ends on time with virtual users that are thinking', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 2, durationMs: 100, thinkTimeMs: 5000 }
    const { clock, sink } = await runLoad(load, (_, clock) => sleep(clock, 10))
    expect(clock.now()).toBe(100)
    expect(sink.begins).toHaveLength(2)
  })

  test('warms up first', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 40, warmupMs: 20 }
    const { sink } = await runLoad(load, (_, clock) => sleep(clock, 10))
    expect(sink.begins.map(({ phase }) => phase)).toEqual([
      'warmup',
      'warmup',
      'steady',
      'steady',
      'steady',
      'steady',
    ])
  })
})

test('data that cannot be drawn ends a closed load with that error', async () => {
  const draw = (index: number): number => {
    if (index === 4) throw new Error('the data is at its end')
    return index
  }
  const load = { executor: 'shared-iterations', iterations: 100, concurrency: 2 }
  const run = beginLoad(load, (_, clock) => sleep(clock, 5), { draw })
  await expect(run.clock.run(run.driver.allStarted)).rejects.toThrow('the data is at its end')
  await run.clock.run(sleep(run.clock, 100))
  // The other user may have taken one more in the same turn.
  expect(Math.max(...run.sink.begins.map(({ index }) => index))).toBeLessThanOrEqual(5)
  expect(run.engine.stopped).toBe(true)
})

test('many virtual users that think draw no warning of Node about listeners', async () => {
  const warnings: Error[] = []
  const take = (warning: Error): number => warnings.push(warning)
  process.on('warning', take)
  const load = { executor: 'constant-concurrency', concurrency: 50, durationMs: 100, thinkTimeMs: 20 }
  await runLoad(load, (_, clock) => sleep(clock, 1))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', take)
  expect(warnings).toEqual([])
})
