import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { planOf, runLoad } from '../../support/drive.ts'

const ramp = (startRatePerSecond: number, ...stages: [durationMs: number, target: number][]) => ({
  executor: 'ramping-arrival-rate',
  startRatePerSecond,
  stages: stages.map(([durationMs, target]) => ({ durationMs, target })),
})
const startsOf = async (load: Record<string, unknown>): Promise<number[]> => {
  const { sink } = await runLoad(load, (_, clock) => sleep(clock, 1))
  return sink.begins.map(({ scheduledMs }) => scheduledMs)
}
const between = (starts: readonly number[], fromMs: number, toMs: number): number =>
  starts.filter((at) => at >= fromMs && at < toMs).length

test('the plan is the rate over time; a jump has no length', () => {
  expect(planOf({ ...ramp(10, [500, 60], [0, 20], [300, 20]), warmupMs: 100 }, 4)).toMatchObject({
    model: 'open',
    executor: 'ramping-arrival-rate',
    plannedMs: 900,
    // 1 + 17.5 + 6 is 24.5: rounded up, once.
    plannedIterations: 25,
    arrivals: {
      kind: 'rate',
      process: 'uniform',
      seed: 4,
      segments: [
        { durationMs: 100, fromPerSecond: 10, toPerSecond: 10 },
        { durationMs: 500, fromPerSecond: 10, toPerSecond: 60 },
        { durationMs: 300, fromPerSecond: 20, toPerSecond: 20 },
      ],
    },
  })
})

describe.each(['uniform', 'poisson'])('%s starts', (arrivals) => {
  test('are as many as the integral of the rate', async () => {
    expect(await startsOf({ ...ramp(0, [1000, 200], [500, 200], [1000, 0]), arrivals })).toHaveLength(300)
    expect(await startsOf({ ...ramp(50, [2000, 150]), arrivals })).toHaveLength(200)
    expect(await startsOf({ ...ramp(0, [0, 300], [1000, 300], [0, 10], [1000, 10]), arrivals })).toHaveLength(
      310,
    )
  })

  test('are not rounded stage by stage', async () => {
    // Twenty stages of 0.4 starts each are 8 starts, not 0 and not 20.
    const stages = Array.from({ length: 20 }, (): [number, number] => [100, 4])
    expect(await startsOf({ ...ramp(4, ...stages), arrivals })).toHaveLength(8)
  })

  test('come faster where the rate is higher, up and down alike', async () => {
    const starts = await startsOf({ ...ramp(0, [2000, 1000], [2000, 0]), arrivals })
    expect(starts).toHaveLength(2000)
    // The area under the rate in each half-second; Poisson numbers scatter by their roots.
    const planned = [62.5, 187.5, 312.5, 437.5, 437.5, 312.5, 187.5, 62.5]
    for (const [index, expected] of planned.entries()) {
      const scatter = arrivals === 'uniform' ? 1 : 4 * Math.sqrt(expected)
      expect(Math.abs(between(starts, index * 500, index * 500 + 500) - expected)).toBeLessThanOrEqual(
        scatter,
      )
    }
  })
})

test('a jump changes the rate at once', async () => {
  const starts = await startsOf(ramp(10, [1000, 10], [0, 100], [1000, 100]))
  expect(starts.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, index) => index * 100))
  expect(between(starts, 1000, 2000)).toBe(100)
  expect(starts[11]! - starts[10]!).toBeCloseTo(10, 6)
})

test('at a rate of 0 nothing starts', async () => {
  const starts = await startsOf(ramp(20, [500, 20], [0, 0], [1000, 0], [0, 20], [500, 20]))
  expect(starts).toHaveLength(20)
  expect(between(starts, 500, 1500)).toBe(0)
})

test('maxInFlight and maxQueueMs hold as with a constant rate', async () => {
  const load = { ...ramp(0, [1000, 100]), maxInFlight: 1, maxQueueMs: 20 }
  const { sink } = await runLoad(load, (_, clock) => sleep(clock, 50))
  expect(sink.mostInFlight).toBe(1)
  expect(sink.drops.length).toBeGreaterThan(10)
  expect(sink.outcomes()).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('agents take turns', async () => {
  const { sink } = await runLoad({ ...ramp(0, [1000, 18]), agents: 3 }, () => {})
  expect(sink.begins.map(({ agent }) => agent)).toEqual(
    Array.from({ length: 9 }, (_, index) => `Agent-${(index % 3) + 1}`),
  )
})

test('the warm-up comes first, at the rate that the load begins with', async () => {
  const { sink } = await runLoad({ ...ramp(20, [500, 40]), warmupMs: 500 }, () => {})
  expect(sink.begins.filter(({ phase }) => phase === 'warmup')).toHaveLength(10)
  expect(sink.begins.filter(({ phase }) => phase === 'steady')).toHaveLength(15)
})
