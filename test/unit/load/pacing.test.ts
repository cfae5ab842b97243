import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { beginLoad, runLoad } from '../../support/drive.ts'

const startsOf = async (load: Record<string, unknown>, lengths: readonly number[]): Promise<number[]> => {
  const { sink } = await runLoad(load, ({ index }, clock) => sleep(clock, lengths[index % lengths.length]!))
  return sink.begins.map(({ startedMs }) => startedMs)
}
const one = { executor: 'shared-iterations', iterations: 5, pacingMs: 100 }

test('a user starts once in that time, from start to start, however long iterations take', async () => {
  expect(await startsOf(one, [10, 99, 1, 100, 5])).toEqual([0, 100, 200, 300, 400])
})

test('one that took too long starts the next at once, and then keeps its distance again', async () => {
  expect(await startsOf(one, [350, 10, 10, 10, 10])).toEqual([0, 350, 450, 550, 650])
})

test('each user has a pace of its own', async () => {
  const load = { executor: 'constant-concurrency', concurrency: 3, durationMs: 300, pacingMs: 100 }
  expect(await startsOf(load, [10])).toEqual([0, 0, 0, 100, 100, 100, 200, 200, 200])
})

test('one after a timeout waits for its turn too', async () => {
  const load = { ...one, iterations: 3, iterationTimeoutMs: 20 }
  const { sink } = await runLoad(load, () => new Promise(() => {}))
  expect(sink.begins.map(({ startedMs }) => startedMs)).toEqual([0, 100, 200])
})

test('a user that left and comes back waits for its turn too', async () => {
  const stages = [
    { durationMs: 30, target: 1 },
    { durationMs: 0, target: 0 },
    { durationMs: 30, target: 0 },
    { durationMs: 0, target: 1 },
    { durationMs: 200, target: 1 },
  ]
  const load = { executor: 'ramping-concurrency', startConcurrency: 1, stages, pacingMs: 100 }
  expect(await startsOf(load, [5])).toEqual([0, 100, 200])
})

test('a timer that fires early starts nothing early', async () => {
  const run = beginLoad({ ...one, iterations: 3 }, (_, clock) => sleep(clock, 10), {
    clockOf: (clock) => ({
      now: clock.now,
      after: (delayMs, callback) => clock.after(delayMs > 1 ? delayMs - 0.9 : delayMs, callback),
      yield: () => clock.yield(),
    }),
  })
  await run.clock.run(run.driver.allStarted)
  const [, second, third] = run.sink.begins.map(({ startedMs }) => startedMs)
  expect(second).toBeGreaterThanOrEqual(100)
  expect(third! - second!).toBeGreaterThanOrEqual(100)
})

test('a load ends on time with users that wait for their turn', async () => {
  const load = { executor: 'constant-concurrency', concurrency: 2, durationMs: 150, pacingMs: 5000 }
  const { clock, sink } = await runLoad(load, (_, clock) => sleep(clock, 10))
  expect(clock.now()).toBe(150)
  expect(sink.begins).toHaveLength(2)
})
