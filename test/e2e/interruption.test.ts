import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { header, openHeader, runProject, runsFirst } from './support/run-project.ts'
import { scenarioOf, tableOf } from './support/read-results.ts'

const long = {
  'stress/1-done.stress.ts': `${header}\nstressTest('done before', { load: few }, work)${runsFirst}`,
  'stress/2-long.stress.ts': `${header}
stressTest('under way', { load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 60_000 } }, async ({ iteration }) => {
  await work()
  // Progress has been told by then.
  if (iteration.startedMs > 800 && !said) { said = true; process.stdout.write('\\nUNDER WAY\\n') }
})
let said = false`,
}

test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  '%s during a run: not 0, and what is known is written',
  async (name) => {
    const run = await runProject(long, { signal: { name, when: 'UNDER WAY' } })
    expect(run.exitCode, run.output).not.toBe(0)
    expect(run.leftRunning).toBe(false)
    expect(run.metrics, run.output).toMatchObject({ verdict: 'invalid', interrupted: true })
    expect(scenarioOf(run, 'done before').verdict).toBe('pass')
    const scenario = scenarioOf(run, 'under way')
    expect(scenario).toMatchObject({ verdict: 'invalid', cause: 'error' })
    expect(scenario.total_processed).toBeGreaterThan(10)
    expect(scenario.problems.join()).toMatch(/ended (early|while it was under way)|run of Vitest was ended/)
    expect(tableOf(run.output)).toHaveLength(2)
  },
)

test.concurrent('--bail ends the run after the first failure, and the file has what ran', async () => {
  const run = await runProject(
    {
      'stress/1.stress.ts': `${header}
stressTest('fails', { load: few, budgets: { latency: { max: { maxMs: 0.0001 } } } }, work)
stressTest('not run', { load: few }, work)${runsFirst}`,
      'stress/2.stress.ts': `${header}\nstressTest('not run either', { load: few }, work)`,
    },
    { args: ['--bail=1'] },
  )
  expect(run.exitCode).not.toBe(0)
  expect(run.metrics!.scenarios.map(({ name, verdict }) => [name, verdict])).toEqual([['fails', 'fail']])
})

test.concurrent('a worker that blocks does not outlive the interrupted run', async () => {
  const run = await runProject(
    {
      'stress/1.stress.ts': `${header}
stressTest('blocks', { load: { executor: 'shared-iterations', iterations: 1 } }, async () => {
  process.stdout.write('\\nBLOCKING\\n')
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (;;);
})`,
    },
    { signal: { name: 'SIGINT', when: 'BLOCKING', afterMs: 600 } },
  )
  expect(run.exitCode).not.toBe(0)
  expect(run.leftRunning).toBe(false)
  expect(scenarioOf(run, 'blocks')).toMatchObject({ verdict: 'invalid', cause: 'error' })
})

test.concurrent.each([
  [
    'the load',
    'beforeEachUser: () => 1, afterEachUser: () => note("user"),',
    'async () => { await work(); say() }',
  ],
  ['a slow setup', 'setup: async () => { say(); await wait(8_000) },', 'work'],
])(
  'what a run has to clear away is cleared away when it is interrupted in %s',
  async (_, hooks, workload) => {
    const run = await runProject(
      {
        'stress/1.stress.ts': `${openHeader}
import { appendFileSync } from 'node:fs'
const note = (line) => appendFileSync(new URL('../notes.txt', import.meta.url), line + '\\n')
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
let said = false
const say = () => { if (!said) { said = true; setTimeout(() => process.stdout.write('\\nUNDER WAY\\n'), 2_500) } }
stressTest('clears away', { load: { executor: 'constant-concurrency', concurrency: 1, durationMs: 60_000 }, ${hooks}
  target: () => ({ close: () => note('closed') }), teardown: async () => { await wait(100); note('teardown') } }, ${workload})`,
      },
      { signal: { name: 'SIGINT', when: 'UNDER WAY' } },
    )
    expect(run.exitCode).not.toBe(0)
    expect(scenarioOf(run, 'clears away')).toMatchObject({ verdict: 'invalid', cause: 'error' })
    // Vitest 5 kills its workers once it has ended: it must have waited.
    expect(readFileSync(join(run.folder, 'notes.txt'), 'utf8')).toContain('teardown\nclosed\n')
  },
)
