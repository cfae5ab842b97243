import { expect, test } from 'vitest'
import { header, runProject } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

test.each(['forks', 'threads'])('gc() is there in the pool %s, and memory is measured', async (pool) => {
  const run = await runProject(
    {
      'stress/memory.stress.ts': `${header}
const kept: Uint8Array[] = []
stressTest('keeps what it makes', { load: { executor: 'shared-iterations', iterations: 32 } }, async () => {
  if (typeof gc !== 'function') throw new Error('no gc')
  kept.push(new Uint8Array(2 ** 20).fill(1))
  heap.push(Array.from({ length: 2 ** 15 }, (_, index) => index + 0.5))
  await work()
})
const heap: number[][] = []
stressTest('too much for its budget', { load: few, budgets: { heapPeak: { maxBytes: 1_000 }, rssPeak: { maxBytes: 2 ** 40 } } }, work)`,
    },
    { args: [`--pool=${pool}`] },
  )
  expect(run.exitCode, run.output).toBe(1)
  const { verdict, memory, failures } = scenarioOf(run, 'keeps')
  expect({ verdict, failures }).toEqual({ verdict: 'pass', failures: [] })
  expect(memory!.heap_peak_bytes).toBeGreaterThan(memory!.heap_before_bytes)
  // 32 arrays of 32 Ki numbers of 8 bytes survive the collection.
  expect(memory!.heap_after_bytes - memory!.heap_before_bytes).toBeGreaterThan(7 * 2 ** 20)
  expect(memory!.rss_peak_bytes).toBeGreaterThan(memory!.heap_peak_bytes)
  const { budgets } = scenarioOf(run, 'too much')
  expect(Object.fromEntries(budgets!.map(({ budget, verdict }) => [budget, verdict]))).toEqual({
    successRate: 'pass',
    heapPeak: 'fail',
    rssPeak: 'pass',
  })
  expect(run.output).toContain(`pool ${pool}, seed`)
})
