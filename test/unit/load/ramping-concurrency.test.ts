import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { beginLoad, planOf, runLoad } from '../../support/drive.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { farthestFromLine, usersOverTime } from './users-over-time.ts'

const ramp = (startConcurrency: number, ...stages: [durationMs: number, target: number][]) => ({
  executor: 'ramping-concurrency',
  startConcurrency,
  stages: stages.map(([durationMs, target]) => ({ durationMs, target })),
})
const runOf = (load: Record<string, unknown>, iterationMs: number) =>
  runLoad(load, (_, clock) => sleep(clock, iterationMs))
const startsOf = ({ sink }: Awaited<ReturnType<typeof runLoad>>): number[] =>
  sink.begins.map(({ startedMs }) => startedMs)

test('the plan says how many users there are when, and not how many iterations', () => {
  expect(planOf({ ...ramp(1, [500, 6], [0, 2], [300, 2]), warmupMs: 100, agents: 2 }, 9)).toEqual({
    model: 'closed',
    executor: 'ramping-concurrency',
    agents: ['Agent-1', 'Agent-2'],
    agentOfIteration: null,
    warmupMs: 100,
    findsWarmup: false,
    drainMs: 10_000,
    iterationTimeoutMs: 30_000,
    groups: 1,
    usersPerGroup: 6,
    users: [
      { durationMs: 100, fromUsers: 1, toUsers: 1 },
      { durationMs: 500, fromUsers: 1, toUsers: 6 },
      { durationMs: 300, fromUsers: 2, toUsers: 2 },
    ],
    iterationsPerGroup: null,
    thinkTimeMs: 0,
    pacingMs: 0,
    seed: 9,
    maxDurationMs: 600_000,
    plannedIterations: null,
    plannedMs: 900,
  })
})

describe('users under way are within 1 of the line at every moment', () => {
  test.each<[string, ReturnType<typeof ramp>]>([
    ['up', ramp(0, [1000, 20])],
    ['down', ramp(20, [1000, 0])],
    ['up, level, down', ramp(2, [400, 12], [300, 12], [500, 0])],
    ['down, up again, down', ramp(15, [300, 3], [700, 18], [200, 1])],
    ['with jumps', ramp(0, [0, 9], [200, 9], [0, 2], [300, 10], [0, 0], [100, 0], [100, 4])],
  ])('%s', async (_, load) => {
    const changes = usersOverTime((await runOf(load, 2)).sink)
    expect(farthestFromLine(changes, load.startConcurrency, load.stages, 2)).toBeLessThanOrEqual(1)
  })
})

test('users come half-way between two whole numbers of the line', async () => {
  const run = await runOf(ramp(0, [1000, 4]), 5000)
  expect(startsOf(run)).toEqual([125, 375, 625, 875])
})

test('a jump up starts all of them at once, not before', async () => {
  const run = await runOf(ramp(1, [100, 1], [0, 5], [50, 5]), 1000)
  expect(startsOf(run)).toEqual([0, 100, 100, 100, 100])
})

test('as the line falls, users stop after their iteration: none is cut off, none starts another', async () => {
  const run = await runOf(ramp(4, [50, 4], [0, 1], [150, 1]), 40)
  expect(startsOf(run)).toEqual([0, 0, 0, 0, 40, 40, 40, 40, 80, 120, 160])
  expect(run.sink.finishes.every(({ failure }) => failure === null)).toBe(true)
  expect(run.sink.finishes).toHaveLength(11)
})

test('a user that is still in its last iteration when the line rises again just goes on', async () => {
  const run = await runOf(ramp(3, [10, 3], [0, 0], [10, 0], [0, 3], [100, 3]), 50)
  expect(run.sink.mostInFlight).toBe(3)
  expect(startsOf(run)).toEqual([0, 0, 0, 50, 50, 50, 100, 100, 100])
})

test('at 0 nothing starts, and the load lasts to the end of its stages', async () => {
  const run = await runOf(ramp(2, [20, 2], [0, 0], [500, 0]), 10)
  expect(startsOf(run)).toEqual([0, 0, 10, 10])
  expect(run.clock.now()).toBe(520)
})

test('nothing starts at the end of the stages or after', async () => {
  const run = await runOf(ramp(1, [100, 1]), 25)
  expect(startsOf(run)).toEqual([0, 25, 50, 75])
})

test('agents take turns, whichever users there are', async () => {
  const { sink } = await runOf({ ...ramp(0, [500, 7], [500, 0]), agents: 3 }, 10)
  expect(sink.begins.map(({ index }) => index)).toEqual(sink.begins.map((_, index) => index))
  expect(sink.begins.map(({ agent }) => agent)).toEqual(
    sink.begins.map((_, index) => `Agent-${(index % 3) + 1}`),
  )
})

test('the warm-up comes first, with as many users as the load begins with', async () => {
  const { sink } = await runOf({ ...ramp(2, [100, 6]), warmupMs: 50 }, 10)
  const warmup = sink.begins.filter(({ phase }) => phase === 'warmup')
  expect(warmup).toHaveLength(10)
  expect(warmup.every(({ startedMs }) => startedMs < 50)).toBe(true)
  expect(sink.mostInFlight).toBe(6)
})

test('an iteration that times out gives its user back, and takes none that the line does not want', async () => {
  const load = { ...ramp(3, [100, 3], [0, 1], [300, 1]), iterationTimeoutMs: 50 }
  const { sink } = await runLoad(load, () => new Promise(() => {}))
  const starts = sink.begins.map(({ startedMs }) => Math.floor(startedMs / 50))
  expect(starts).toEqual([0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 7])
  expect(sink.mostInFlight).toBe(3)
})

test('data that cannot be drawn ends a ramp with that error, and leaves no step to come', async () => {
  const draw = (index: number): number => {
    if (index === 2) throw new Error('the data is at its end')
    return index
  }
  const run = beginLoad(ramp(0, [1000, 10]), (_, clock) => sleep(clock, 500), { draw })
  await expect(run.clock.run(run.driver.allStarted)).rejects.toThrow('the data is at its end')
  await run.clock.run(sleep(run.clock, 2000))
  expect(run.sink.begins).toHaveLength(2)
})

test('stopping a ramp leaves no step to come', async () => {
  const run = beginLoad(ramp(0, [1000, 10]), (_, clock) => sleep(clock, 10))
  await run.clock.run(sleep(run.clock, 200))
  run.driver.stop()
  const { length } = run.sink.begins
  await run.clock.run(sleep(run.clock, 2000))
  expect(length).toBeGreaterThan(5)
  expect(run.sink.begins).toHaveLength(length)
  await expect(run.clock.run(new Promise(() => {}))).rejects.toThrow('nothing left to do')
})

test('a step that the event loop slept through is made up for at once', async () => {
  let blockedMs = 0
  const run = beginLoad(ramp(0, [1000, 10]), (_, clock) => sleep(clock, 5000), {
    clockOf: (clock) => ({
      now: () => clock.now() + blockedMs,
      after: (delayMs, callback) => clock.after(delayMs, callback),
      yield: () => clock.yield(),
    }),
  })
  run.clock.after(100, () => (blockedMs = 600))
  await run.clock.run(sleep(run.clock, 160))
  // At 150 by the timer, 750 in truth: the line is at 7.5, and the eighth user is due.
  expect(startsOf(run)).toEqual([50, ...Array.from({ length: 7 }, () => 750)])
})

test('a whole run counts what came, under a plan that is bounded by time', async () => {
  const { metrics } = await runVirtually(
    { load: { ...ramp(0, [1000, 5], [1000, 0]), drainMs: 100 } },
    ({ wait }) => wait(10),
  )
  expect(metrics).toMatchObject({
    verdict: 'pass',
    duration: 2,
    plan: { executor: 'ramping-concurrency', model: 'closed', planned_iterations: null, planned_ms: 2000 },
  })
  // Five users half of the time, 100 iterations a second each, give or take one of each user.
  expect(Math.abs(metrics.total_processed - 500)).toBeLessThanOrEqual(5)
  const [first, second] = metrics.timeline!
  expect(first!.started + second!.started).toBe(metrics.total_processed)
})
