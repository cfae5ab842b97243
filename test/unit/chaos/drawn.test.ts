import { describe, expect, test } from 'vitest'
import { drawSchedule } from '../../../src/chaos/draw-schedule.ts'
import type { FaultDefinition } from '../../../src/chaos/fault.ts'
import { faults } from '../../../src/chaos/faults.ts'
import { runProcessor } from './support.ts'

const definitions: readonly FaultDefinition[] = faults.filter((each) => 'sites' in each)
const length = { plannedIterations: 1_000, plannedMs: null, fromShare: 0, toShare: 1 }
const plan = { intensity: 1, kinds: null, swarm: false }
const draw = (seed: number, swarm = false) => drawSchedule({ ...plan, swarm }, definitions, length, seed)

describe('a drawn schedule', () => {
  test('is plain data, the same for the same seed, and another for the next', () => {
    const [first, again, other] = [draw(1), draw(1), draw(2)].map((all) =>
      all.map(({ scheduled }) => scheduled),
    )
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
    expect(new Set(first!.map(({ id }) => id)).size).toBe(20)
  })

  test('opens nothing so late that nothing could meet it', () => {
    for (const { scheduled } of draw(3)) {
      const { operations } = scheduled.at as { operations: number }
      expect(operations).toBeGreaterThanOrEqual(50)
      expect(operations).toBeLessThan(800)
    }
  })

  test('leaves what acts on few calls open over a stretch of the load, all else for a few calls', () => {
    for (const { definition, scheduled } of [4, 5, 6].flatMap((seed) => draw(seed))) {
      const isLasting = ['poison-message', 'reorder', 'throttle'].includes(definition.kind)
      expect([definition.kind, 'operations' in scheduled.until!]).toEqual([definition.kind, isLasting])
    }
  })

  test('has a part of the kinds only, and some far more often, for a swarm', () => {
    const kindsOf = (seed: number, swarm: boolean) =>
      new Set(draw(seed, swarm).map(({ definition }) => definition.kind)).size
    const seeds = Array.from({ length: 50 }, (_, seed) => seed)
    const average = (swarm: boolean) =>
      seeds.reduce((sum, seed) => sum + kindsOf(seed, swarm), 0) / seeds.length
    expect(average(false)).toBeGreaterThan(11)
    expect(average(true)).toBeLessThan(7)
    const everDrawn = new Set(
      seeds.flatMap((seed) => draw(seed, true).map(({ definition }) => definition.kind)),
    )
    expect(everDrawn.size).toBe(definitions.length)
  })
})

test('a system that keeps its promises passes under all that it can survive', async () => {
  const verdicts = new Map<string, number>()
  const fired = new Set<string>()
  for (let seed = 1; seed <= 25; seed++) {
    const { metrics } = await runProcessor({ chaos: { swarm: seed % 2 === 0 }, seed })
    const told = [metrics.verdict, ...metrics.problems].join(': ')
    verdicts.set(told, (verdicts.get(told) ?? 0) + 1)
    for (const { kind, fired: times } of metrics.faults!.schedule) if (times > 0) fired.add(kind)
    expect(metrics.faults!.drawn!.kinds).not.toContain('drop')
  }
  expect([...verdicts]).toEqual([['pass', 25]])
  expect(fired.size).toBeGreaterThan(8)
})

test('kinds that are named are drawn from, also those that nothing can survive', async () => {
  const { metrics } = await runProcessor({ chaos: { intensity: 0.1, kinds: ['drop'] } })
  expect([metrics.verdict, metrics.guarantees!.ledger!.lost > 0]).toEqual(['fail', true])
  expect(metrics.faults!.drawn).toEqual({ intensity: 0.1, kinds: ['drop'], swarm: false })
  const { fired_by_kind: byKind, schedule } = metrics.faults!
  expect(schedule.length).toBeGreaterThan(1)
  expect(byKind).toEqual({ drop: schedule.reduce((sum, { fired }) => sum + fired, 0) })
})
