import { expect, test } from 'vitest'
import { header, runProject } from './support/run-project.ts'

test('a line about a long run, every few seconds, with how far it is', async () => {
  const run = await runProject({
    'stress/long.stress.ts': `${header}
stressTest('long', { load: { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 6_500 }, budgets: { successRate: { min: 0 } }, health: { latenessMs: 2_000 } },
  async ({ iteration }) => { await work(); if (iteration.index % 10 === 0) throw new Error('no') })`,
  })
  expect(run.exitCode, run.output).toBe(0)
  const lines = run.output.split('\n').filter((line) => line.startsWith('long: '))
  expect(lines).toEqual([
    expect.stringMatching(
      /^long: [5-6](\.\d)? s of 6\.5 s, \d+ of 325 done, \d+ failed, \d+ in flight, p99 [\d.]+ ms$/,
    ),
  ])
})
