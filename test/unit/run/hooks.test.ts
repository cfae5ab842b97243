import { describe, expect, test, vi } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const three = { executor: 'shared-iterations', iterations: 9, concurrency: 3 }

function journal() {
  const lines: string[] = []
  return { lines, note: (line: string) => void lines.push(line) }
}

describe('hooks', () => {
  test('run in their order, around the load and inside the life of the target', async () => {
    const { lines, note } = journal()
    const { metrics } = await runVirtually(
      {
        load: { ...three, iterations: 2, concurrency: 2 },
        target: () => ({ close: () => note('close') }),
        setup: () => note('setup'),
        beforeEachUser: ({ userIndex }: { userIndex: number }) => note(`before ${userIndex}`),
        afterEachUser: ({ userIndex }: { userIndex: number }) => note(`after ${userIndex}`),
        teardown: () => note('teardown'),
      },
      ({ iteration }) => note(`iteration of ${iteration.userIndex}`),
    )
    expect(metrics.verdict).toBe('pass')
    expect(lines).toEqual([
      'setup',
      'before 0',
      'before 1',
      'iteration of 0',
      'iteration of 1',
      'after 0',
      'after 1',
      'teardown',
      'close',
    ])
  })

  test('hand on what they return', async () => {
    const teardown = vi.fn()
    const afterEachUser = vi.fn()
    const pairs = new Set<string>()
    await runVirtually(
      {
        load: three,
        seed: 5,
        target: () => 'target',
        setup: async ({ target, seed }: { target: string; seed: number }) => `${target} ${seed}`,
        beforeEachUser: ({ setup, userIndex }: { setup: string; userIndex: number }) =>
          `${setup} of ${userIndex}`,
        afterEachUser,
        teardown,
      },
      async ({ setup, user, iteration, wait }) => {
        pairs.add(`${String(setup)} | ${String(user)} | ${iteration.userIndex}`)
        await wait(1)
      },
    )
    expect([...pairs]).toEqual([0, 1, 2].map((index) => `target 5 | target 5 of ${index} | ${index}`))
    expect(afterEachUser.mock.calls).toMatchObject(
      [0, 1, 2].map((userIndex) => [
        { target: 'target', setup: 'target 5', userIndex, load: null, user: `target 5 of ${userIndex}` },
      ]),
    )
    expect(teardown).toHaveBeenCalledExactlyOnceWith({
      target: 'target',
      setup: 'target 5',
      agents: [],
      seed: 5,
      clock: expect.anything(),
      worker: { index: 0, count: 1 },
    })
  })

  test('cost nobody any latency, and no time of the load', async () => {
    const clock = new VirtualClock()
    const { metrics } = await runVirtually(
      {
        load: { executor: 'ramping-concurrency', stages: [{ durationMs: 1_000, target: 4 }] },
        beforeEachUser: () => sleep(clock, 300),
      },
      ({ wait }) => wait(10),
      { clock },
    )
    expect(metrics).toMatchObject({ verdict: 'pass', latency_stats: { max_ms: 10 } })
    // Ten milliseconds for the last iterations, and none for the 300 of the hooks.
    expect(metrics.duration).toBeLessThanOrEqual(1.01)
    expect(clock.now()).toBeGreaterThan(1_200)
  })

  test('know the agent of a user that works for one alone', async () => {
    const agents = new Set<unknown>()
    await runVirtually(
      {
        load: { executor: 'per-agent-iterations', agents: 3, iterations: 2, concurrency: 2 },
        beforeEachUser: ({ agent }: { agent: string }) => agent,
      },
      ({ iteration, user }) => {
        agents.add(user)
        expect(user).toBe(iteration.agent)
      },
    )
    expect(agents.size).toBe(3)
  })

  test('of an open load run for each slot, and no two iterations at once share a user', async () => {
    const open = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1_000, maxInFlight: 4 }
    const beforeEachUser = vi.fn(({ userIndex }: { userIndex: number }) => ({ userIndex, busy: false }))
    const { metrics } = await runVirtually({ load: open, beforeEachUser }, async ({ user, wait }) => {
      const own = user as { busy: boolean }
      expect(own.busy).toBe(false)
      own.busy = true
      await wait(35)
      own.busy = false
    })
    expect(metrics).toMatchObject({ verdict: 'pass', success_count: 100 })
    expect(beforeEachUser).toHaveBeenCalledTimes(4)
  })

  test('of several loads run for the users of each', async () => {
    const seen: string[] = []
    await runVirtually(
      {
        loads: { a: three, b: { ...three, concurrency: 1 } },
        beforeEachUser: ({ load, userIndex }: { load: string; userIndex: number }) => `${load}${userIndex}`,
      },
      ({ user, iteration }) => {
        seen.push(String(user))
        expect(user).toBe(`${iteration.load}${iteration.userIndex}`)
      },
    )
    expect(new Set(seen)).toEqual(new Set(['a0', 'a1', 'a2', 'b0']))
  })
})
