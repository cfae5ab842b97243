import { expect, test } from 'vitest'
import { runVirtually } from '../../support/virtual-run.ts'

test('agents whose iterations never started fail their budgets', async () => {
  const { metrics } = await runVirtually(
    {
      load: { executor: 'shared-iterations', iterations: 90, agents: 9, maxDurationMs: 35 },
      budgets: { successRate: { min: 0 }, agents: { '*': { successRate: { min: 1 } } } },
    },
    ({ wait }) => wait(10),
  )
  expect(metrics.verdict).toBe('fail')
  const failed = metrics.budgets!.filter(({ verdict }) => verdict === 'fail').map(({ budget }) => budget)
  expect(failed).toEqual(Array.from({ length: 9 }, (_, index) => `agents.Agent-${index + 1}.successRate`))
  expect(metrics.total_processed + metrics.dropped_iterations).toBe(90)
})
