import { describe, expect, test } from 'vitest'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 2_000 }

describe('tags of iterations', () => {
  test('are measured apart, and limited apart', async () => {
    const budgets = {
      successRate: { min: 0 },
      tags: {
        read: { latency: { max: { maxMs: 10 } } },
        write: { latency: { max: { maxMs: 10 } } },
        '*': { failures: { max: 0 } },
      },
    }
    const { metrics } = await runVirtually({ load, budgets }, async ({ iteration, wait }) => {
      const isWrite = iteration.index % 4 === 0
      iteration.tag(isWrite ? 'write' : 'read')
      await wait(isWrite ? 80 : 3)
      if (iteration.index === 8) throw new Error('no')
    })
    expect(metrics.tags).toMatchObject({
      read: { total_processed: 15, failure_count: 0, latency: { max_ms: 3 } },
      write: { total_processed: 5, failure_count: 1, latency: { count: 5, min_ms: 80 } },
    })
    expect(metrics.total_processed).toBe(20)
    expect(metrics.budgets!.map(({ budget, verdict }) => `${budget} ${verdict}`)).toEqual([
      'successRate pass',
      'tags.read.latency.max pass',
      'tags.write.latency.max fail',
      'tags.read.failures pass',
      'tags.write.failures fail',
    ])
  })

  test('may be several on one iteration, and the same one twice counts once', async () => {
    const { metrics } = await runVirtually({ load }, ({ iteration }) => {
      for (const name of ['a', 'b', 'a']) iteration.tag(name)
    })
    expect(metrics.tags).toMatchObject({ a: { total_processed: 20 }, b: { total_processed: 20 } })
  })

  test('stay on what never finishes', async () => {
    const budgets = { successRate: { min: 0 }, tags: { stuck: { unfinished: { max: 0 } } } }
    const { metrics } = await runVirtually({ load: { ...load, drainMs: 0 }, budgets }, ({ iteration }) => {
      iteration.tag('stuck')
      return iteration.index === 19 ? new Promise(() => {}) : undefined
    })
    expect(metrics.budgets!.at(-1)).toMatchObject({
      budget: 'tags.stuck.unfinished',
      actual: 1,
      verdict: 'fail',
    })
  })

  test('that never came leave a budget nothing to judge by', async () => {
    const { metrics } = await runVirtually(
      { load, budgets: { tags: { ghost: { failures: { max: 0 } } } } },
      () => {},
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence', tags: null })
  })

  test('of which there are too many make the run invalid', async () => {
    const many = { executor: 'shared-iterations', iterations: 1_001 }
    const { metrics } = await runVirtually({ load: many }, ({ iteration }) =>
      iteration.tag(`request ${iteration.index}`),
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'overflow' })
    expect(metrics.problems).toEqual(['more than 1,000 different tags came; the rest was not told apart'])
  })

  test.each([[''], [7], [undefined], [['a']]])('%o is no tag: the iteration fails', async (name) => {
    const { metrics } = await runVirtually({ load }, ({ iteration }) => iteration.tag(name as string))
    expect(metrics.failures).toMatchObject([{ reason: 'TypeError', count: 20 }])
    expect(metrics.failures![0]!.example).toContain('tag: expected a string that is not empty, got')
  })
})
