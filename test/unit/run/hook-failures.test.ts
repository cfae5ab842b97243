import { describe, expect, test, vi } from 'vitest'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 9, concurrency: 3 }
const boom = (): never => {
  throw new Error('boom')
}
const never = (): Promise<never> => new Promise(() => {})

describe('what fails around the load', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['setup', { setup: boom }, 'setup failed: boom'],
    ['setup that rejects', { setup: async () => boom() }, 'setup failed: boom'],
    [
      'setup that hangs',
      { setup: never, hookTimeoutMs: 2_000 },
      'setup failed: it did not end within 2 s (hookTimeoutMs)',
    ],
    [
      'a user that cannot come',
      { beforeEachUser: ({ userIndex }: { userIndex: number }) => userIndex === 1 && boom() },
      'beforeEachUser failed for user 1: boom',
    ],
    [
      'a user that hangs',
      {
        beforeEachUser: ({ userIndex }: { userIndex: number }) => (userIndex === 2 ? never() : 1),
        hookTimeoutMs: 500,
      },
      'beforeEachUser failed for user 2: it did not end within 0.5 s (hookTimeoutMs)',
    ],
  ])(
    '%s: the load does not begin, the rest is cleared away, and the verdict is invalid',
    async (_, options, problem) => {
      const workload = vi.fn()
      const teardown = vi.fn()
      const close = vi.fn()
      const { metrics } = await runVirtually(
        { load, target: () => ({ close }), teardown, ...options },
        workload,
      )
      expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', problems: [problem] })
      expect(workload).not.toHaveBeenCalled()
      expect(teardown).toHaveBeenCalledOnce()
      expect(close).toHaveBeenCalledOnce()
    },
  )

  test('users that were prepared before one failed are said good-bye to', async () => {
    const afterEachUser = vi.fn()
    const beforeEachUser = async ({ userIndex }: { userIndex: number }) =>
      userIndex === 2 ? boom() : userIndex
    await runVirtually({ load, beforeEachUser, afterEachUser }, () => {})
    expect(afterEachUser.mock.calls.map(([{ user }]) => user)).toEqual([0, 1])
  })

  test.each<[string, Record<string, unknown>, string[]]>([
    ['teardown', { teardown: boom }, ['teardown failed: boom']],
    [
      'teardown that hangs',
      { teardown: never, hookTimeoutMs: 1_000 },
      ['teardown failed: it did not end within 1 s (hookTimeoutMs)'],
    ],
    [
      'every part',
      { afterEachUser: boom, teardown: boom, target: () => ({ close: boom }) },
      [
        'afterEachUser failed for user 0: boom',
        'afterEachUser failed for user 1: boom',
        'afterEachUser failed for user 2: boom',
        'teardown failed: boom',
        'the target failed to close: boom',
      ],
    ],
  ])('%s, after a load that was fine: the run is invalid, and says so', async (_, options, problems) => {
    const { metrics } = await runVirtually({ load, ...options }, () => {})
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', problems, success_count: 9 })
  })

  test('of many users the first five are told', async () => {
    const many = { ...load, iterations: 40, concurrency: 40 }
    const { metrics } = await runVirtually({ load: many, afterEachUser: boom }, () => {})
    expect(metrics.problems).toHaveLength(6)
    expect(metrics.problems.at(-1)).toBe('afterEachUser failed for 35 more users')
  })

  test('teardown runs also when the run is ended early, and the load by its own error', async () => {
    const teardown = vi.fn()
    const ended = await runVirtually({ load, teardown }, never, { timeoutMs: 1_000 })
    expect(ended.metrics.problems.join()).toContain('time limit')
    await runVirtually({ load, teardown, data: [1] }, () => {})
    expect(teardown).toHaveBeenCalledTimes(2)
  })

  test('a user is named with its load and its agent', async () => {
    const perAgent = { executor: 'per-agent-iterations', agents: 2, iterations: 1 }
    const { metrics } = await runVirtually({ loads: { first: perAgent }, afterEachUser: boom }, () => {})
    expect(metrics.problems).toEqual([
      'afterEachUser failed for user 0 (first, Agent-1): boom',
      'afterEachUser failed for user 1 (first, Agent-2): boom',
    ])
  })

  test('while teardown takes its time, the run is heard of', async () => {
    const heard: number[] = []
    const { clock } = await runVirtually({ load, teardown: never }, () => {}, {
      onProgress: () => void heard.push(heard.length),
    })
    expect(clock.now()).toBeGreaterThanOrEqual(60_000)
    expect(heard.length).toBeGreaterThan(10)
  })
})
