import { expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { LatencyDistribution } from '../../../src/queue/latency-distribution.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { observeDeliveries } from '../../../src/queue/observation.ts'
import { makeMessage } from './make-message.ts'

async function latencies(latency: LatencyDistribution, count: number, seed = 1): Promise<number[]> {
  const clock = new VirtualClock()
  const core = new MockMessagingCore({ latency, clock, seed })
  const taken: number[] = []
  const all = Array.from({ length: count }, async (_, sequence) => {
    await core.sendMessage(makeMessage(sequence))
    taken[sequence] = clock.now()
  })
  await clock.run(Promise.all(all))
  return taken
}

test('by default it needs no timer', async () => {
  const clock = new VirtualClock()
  clock.after = () => {
    throw new Error('a timer')
  }
  expect(await new MockMessagingCore({ clock }).sendMessage(makeMessage(0))).toEqual({ status: 'delivered' })
})

test('fixed and uniform latencies, and those drawn from samples', async () => {
  expect(await latencies({ fixedMs: 7 }, 2)).toEqual([7, 7])
  const spread = await latencies({ minMs: 10, maxMs: 20 }, 500)
  expect(Math.min(...spread)).toBeGreaterThanOrEqual(10)
  expect(Math.max(...spread)).toBeLessThan(20)
  expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(9)
  expect(new Set(await latencies({ samplesMs: [1, 5, 9] }, 100))).toEqual(new Set([1, 5, 9]))
})

test('a lognormal latency has the median and the p99 it was asked for', async () => {
  const taken = (await latencies({ medianMs: 10, p99Ms: 100 }, 4000)).sort((a, b) => a - b)
  expect(taken[2000]! / 10).toBeCloseTo(1, 0)
  expect(taken[3960]!).toBeGreaterThan(75)
  expect(taken[3960]!).toBeLessThan(135)
})

test('the same seed draws the same, another seed does not', async () => {
  const range = { minMs: 0, maxMs: 100 }
  expect(await latencies(range, 20)).toEqual(await latencies(range, 20))
  expect(await latencies(range, 20)).not.toEqual(await latencies(range, 20, 2))
})

test('refuses at the rate it was told, and a refused message is not sent', async () => {
  const core = new MockMessagingCore({ successRate: 0.9, remember: 10_000 })
  const delivered: unknown[] = []
  core[observeDeliveries]({ delivered: (message: unknown) => delivered.push(message) } as never)
  for (let sequence = 0; sequence < 5000; sequence++) await core.sendMessage(makeMessage(sequence))
  expect(core.refused).toBeGreaterThan(400)
  expect(core.refused).toBeLessThan(600)
  expect(core.total).toBe(5000 - core.refused)
  expect(core.sent).toHaveLength(core.total)
  expect(delivered).toHaveLength(core.total)
})

test('remembers the last messages and counts all', async () => {
  const core = new MockMessagingCore({ remember: 2 })
  for (let sequence = 0; sequence < 5; sequence++) {
    await core.sendMessage(makeMessage(sequence, { recipient: `Agent-${(sequence % 2) + 1}` }))
  }
  expect(core.sent.map(({ sequence }) => sequence)).toEqual([3, 4])
  expect([...core.counts]).toEqual([
    ['Agent-1', 3],
    ['Agent-2', 2],
  ])
})

test('a delivery is observed when it takes effect, not when it starts', async () => {
  const clock = new VirtualClock()
  const core = new MockMessagingCore({ latency: { fixedMs: 5 }, clock })
  const at: number[] = []
  core[observeDeliveries]({ delivered: () => at.push(clock.now()) } as never)
  const sent = core.sendMessage(makeMessage(0))
  expect(at).toEqual([])
  await clock.run(sent)
  expect(at).toEqual([5])
  expect(() => core[observeDeliveries]({} as never)).toThrow('observed already')
})

test('every problem with the options is named at once', () => {
  const create = () =>
    new MockMessagingCore({ latency: { minMs: 5, maxMs: 1 }, successRate: 2, latncy: 1 } as never)
  expect(create).toThrow(/MockMessagingCore: 3 problems/)
  expect(create).toThrow(/latency: expected \{ fixedMs \}.* got \{"minMs":5,"maxMs":1\}/)
  expect(create).toThrow(/successRate: expected a number from 0 to 1, got 2/)
  expect(create).toThrow(/did you mean "latency"/)
})
