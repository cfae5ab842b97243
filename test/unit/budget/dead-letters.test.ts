import { describe, expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import { recordingOf } from '../../support/recording.ts'
import { PretendQueue } from '../../support/spied-target.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const withDeadLetters = (deadLettered: number | null) => recordingOf([{ succeeded: 10 }], { deadLettered })
const budget = (limit: number, actual: number | null, verdict: string) => ({
  budget: 'deadLettered',
  comparison: 'at most',
  limit,
  unit: 'count',
  actual,
  samples: actual === null ? 0 : 1,
  detail: 'deliveries that the queue gave up on',
  verdict,
})

describe('a budget on dead letters', () => {
  test.each([
    [0, 0, 'pass'],
    [0, 1, 'fail'],
    [3, 3, 'pass'],
    [3, 4, 'fail'],
    [0, null, 'invalid'],
  ] as const)('of at most %d, where the queue gave up on %s, is %s', (max, deadLettered, verdict) => {
    expect(evaluateBudgets({ deadLettered: { max } }, withDeadLetters(deadLettered))).toEqual([
      budget(max, deadLettered, verdict),
    ])
  })

  test.each([
    [0, 'pass'],
    [1, 'fail'],
  ] as const)('is at most 0 where every iteration must succeed: %d is %s', (deadLettered, verdict) => {
    const results = evaluateBudgets({ successRate: { min: 1 } }, withDeadLetters(deadLettered))
    expect(results.map(({ budget }) => budget)).toEqual(['successRate', 'deadLettered'])
    expect(results[1]).toEqual(budget(0, deadLettered, verdict))
  })

  test.each([
    ['some may fail', { successRate: { min: 0.999 } }, 5],
    ['nothing is said of success', { failures: { max: 0 } }, 5],
    ['no queue is observed', { successRate: { min: 1 } }, null],
  ] as const)('is none by itself where %s', (_, budgets, deadLettered) => {
    const results = evaluateBudgets(budgets, withDeadLetters(deadLettered))
    expect(results.map(({ budget }) => budget)).not.toContain('deadLettered')
    expect(results).toHaveLength(1)
  })

  test('that is set stands in place of the default', () => {
    const budgets = { successRate: { min: 1 }, deadLettered: { max: 5 } }
    expect(evaluateBudgets(budgets, withDeadLetters(5))[1]).toEqual(budget(5, 5, 'pass'))
    expect(evaluateBudgets(budgets, withDeadLetters(null))[1]).toEqual(budget(5, null, 'invalid'))
  })
})

describe('dead letters of a run', () => {
  const load = { executor: 'shared-iterations', iterations: 4 }
  const target = () => new PretendQueue()
  const workload = ({ target, iteration }: { target: PretendQueue; iteration: { index: number } }) =>
    iteration.index < 2 ? target.giveUp('Agent-1') : target.send('Agent-1')

  test('fail it, although every iteration and the guarantee were kept', async () => {
    const { metrics } = await runVirtually<PretendQueue>({ load, target }, workload)
    expect(metrics).toMatchObject({
      verdict: 'fail',
      success_rate: 1,
      guarantees: {
        ledger: { dead_lettered: 2, lost: 0 },
        checks: [{ guarantee: 'atLeastOnce', verdict: 'pass' }],
      },
    })
    expect(metrics.budgets).toMatchObject([{ budget: 'successRate', verdict: 'pass' }, budget(0, 2, 'fail')])
  })

  test('are let be where a budget allows them', async () => {
    const budgets = { deadLettered: { max: 2 } }
    const { metrics } = await runVirtually<PretendQueue>({ load, target, budgets }, workload)
    expect(metrics).toMatchObject({ verdict: 'pass', budgets: [{}, budget(2, 2, 'pass')] })
  })

  test('cannot be limited where no queue is observed', async () => {
    const budgets = { deadLettered: { max: 2 } }
    const { metrics } = await runVirtually({ load, budgets }, () => {})
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
    expect(metrics.budgets).toMatchObject([{}, budget(2, null, 'invalid')])
  })
})
