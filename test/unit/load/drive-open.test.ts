import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { beginLoad, runLoad } from '../../support/drive.ts'

const rate = (ratePerSecond: number, durationMs: number, more: Record<string, unknown> = {}) => ({
  executor: 'constant-arrival-rate',
  ratePerSecond,
  durationMs,
  ...more,
})

describe('the open driver', () => {
  test.each(['uniform', 'poisson'])(
    'never starts early, and on virtual time never late (%s)',
    async (arrivals) => {
      const { sink } = await runLoad(rate(2000, 1000, { arrivals }), () => {})
      expect(sink.begins).toHaveLength(2000)
      expect(sink.begins.filter(({ scheduledMs, startedMs }) => startedMs < scheduledMs)).toEqual([])
      // Waits shorter than 0.001 ms are not waited for.
      expect(
        Math.max(...sink.begins.map(({ scheduledMs, startedMs }) => startedMs - scheduledMs)),
      ).toBeLessThan(0.0011)
    },
  )

  test('starts by the clock, however long earlier work takes', async () => {
    const { sink } = await runLoad(rate(100, 500), (_, clock) => sleep(clock, 2000))
    expect(sink.begins.map(({ startedMs }) => startedMs)).toEqual(
      sink.begins.map(({ scheduledMs }) => scheduledMs),
    )
    expect(sink.mostInFlight).toBe(50)
    expect(sink.finishes).toHaveLength(50)
  })

  test('gives indices in planned order and agents in turn', async () => {
    const { sink } = await runLoad(rate(10, 500, { agents: 2 }), () => {})
    expect(sink.begins.map(({ index, agent }) => [index, agent])).toEqual([
      [0, 'Agent-1'],
      [1, 'Agent-2'],
      [2, 'Agent-1'],
      [3, 'Agent-2'],
      [4, 'Agent-1'],
    ])
  })

  test('marks what was scheduled in the warm-up', async () => {
    const { sink } = await runLoad(rate(10, 300, { warmupMs: 200 }), () => {})
    expect(sink.begins.map(({ phase }) => phase)).toEqual(['warmup', 'warmup', 'steady', 'steady', 'steady'])
  })

  test('starts all records of one instant at that instant', async () => {
    const trace = [{ at_ms: 0 }, { at_ms: 0 }, { at_ms: 0 }, { at_ms: 7 }]
    const { sink } = await runLoad({ executor: 'replay', trace }, () => {})
    expect(sink.begins.map(({ startedMs }) => startedMs)).toEqual([0, 0, 0, 7])
  })
})

describe('an open load with no free slot', () => {
  const narrow = rate(100, 100, { maxInFlight: 2 })

  test('never has more than maxInFlight under way', async () => {
    const { sink } = await runLoad(narrow, (_, clock) => sleep(clock, 50))
    expect(sink.mostInFlight).toBe(2)
    expect(sink.finishes).toHaveLength(10)
  })

  test('keeps the scheduled time and the order of what waits', async () => {
    const { sink } = await runLoad(narrow, (_, clock) => sleep(clock, 50))
    expect(sink.begins.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(sink.begins.map(({ scheduledMs }) => scheduledMs)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
    expect(sink.begins.map(({ startedMs }) => startedMs)).toEqual([
      0, 10, 50, 60, 100, 110, 150, 160, 200, 210,
    ])
  })

  test('says of each start whether a slot was free', async () => {
    const { sink } = await runLoad(rate(100, 50, { maxInFlight: 2 }), (_, clock) => sleep(clock, 50))
    expect(sink.begins.map(({ slotWasFree }) => slotWasFree)).toEqual([true, true, false, false, false])
  })

  test('drops what waited longer than maxQueueMs, at that age', async () => {
    const load = rate(100, 100, { maxInFlight: 1, maxQueueMs: 25 })
    const { sink } = await runLoad(load, (_, clock) => sleep(clock, 200))
    expect(sink.begins.map(({ index }) => index)).toEqual([0])
    expect(sink.drops.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const { scheduledMs, nowMs } of sink.drops) {
      expect(nowMs - scheduledMs).toBeGreaterThan(25)
      expect(nowMs - scheduledMs).toBeLessThan(36)
    }
  })

  test('drops what is overdue also when a slot comes free, and starts what is not', async () => {
    const load = rate(100, 40, { maxInFlight: 1, maxQueueMs: 30 })
    const { sink } = await runLoad(load, (iteration, clock) => sleep(clock, iteration.index === 0 ? 45 : 1))
    expect(sink.begins.map(({ index }) => index)).toEqual([0, 2, 3])
    expect(sink.drops.map(({ index }) => index)).toEqual([1])
  })

  test('drops what waits when it is stopped, and nothing starts any more', async () => {
    const run = beginLoad(rate(100, 1000, { maxInFlight: 1 }), (_, clock) => sleep(clock, 400))
    run.clock.after(55, () => run.driver.stop())
    await run.clock.run(run.driver.allStarted.then(() => run.engine.idle()))
    expect(run.sink.begins.map(({ index }) => index)).toEqual([0])
    expect(run.sink.drops).toEqual(
      [1, 2, 3, 4, 5].map((index) => ({ index, scheduledMs: index * 10, nowMs: 55 })),
    )
  })

  test('keeps the order of a long queue', async () => {
    const load = rate(1000, 6000, { maxInFlight: 1 })
    const { sink } = await runLoad(load, (iteration, clock) =>
      iteration.index === 0 ? sleep(clock, 5000) : undefined,
    )
    expect(sink.begins.map(({ index }) => index)).toEqual(Array.from({ length: 6000 }, (_, index) => index))
    expect(sink.begins.every(({ index, scheduledMs }) => Math.abs(scheduledMs - index) < 1e-6)).toBe(true)
  })
})

test('data that cannot be drawn ends an open load with that error', async () => {
  const run = beginLoad(rate(100, 1000), () => {}, {
    draw: (index) => {
      if (index === 3) throw new Error('the data is at its end')
      return index
    },
  })
  await expect(run.clock.run(run.driver.allStarted)).rejects.toThrow('the data is at its end')
  expect(run.sink.begins).toHaveLength(3)
  expect(run.engine.stopped).toBe(true)
})
