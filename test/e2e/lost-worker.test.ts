import { expect, test } from 'vitest'
import { configOf, header, openHeader, runProject } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

const lost = 'its worker process ended before it did (killed, out of memory, or process.exit)'
const failed = `stressTest('failed before', { load: few, budgets: { latency: { p99: { maxMs: 0.0001 } } } }, work)`
const file = (death: string, more = failed): Record<string, string> => ({
  'stress/dies.stress.ts': `${openHeader}
stressTest('passed before', { load: few }, work)
${more}
stressTest('dies', { load: { executor: 'shared-iterations', iterations: 500 } }, async ({ iteration }) => {
  await work()
  if (iteration.index === 400) { ${death} }
})
stressTest('never ran', { load: few }, work)`,
  'stress/later.stress.ts': `${header}\nstressTest('in a later file', { load: few }, work)`,
})

test.each([
  ['a killed worker', `process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})`, ''],
  [
    'a worker out of memory',
    `const all = []; for (;;) all.push(new Array(1e5).fill(1.5))`,
    `execArgv: ['--max-old-space-size=64']`,
  ],
])('%s: its run is invalid, what it had told before stays', async (_, death, settings) => {
  const run = await runProject({ ...file(death), 'vitest.config.ts': configOf(settings) })
  expect(run.exitCode, run.output).toBe(1)
  expect(run.leftRunning).toBe(false)
  expect(Object.fromEntries(run.metrics!.scenarios.map(({ name, verdict }) => [name, verdict]))).toEqual({
    'passed before': 'pass',
    'failed before': 'fail',
    dies: 'invalid',
    'never ran': 'invalid',
    'in a later file': 'pass',
  })
  expect(run.metrics!.verdict).toBe('fail')
  const scenario = scenarioOf(run, 'dies')
  expect(scenario.problems).toEqual([lost])
  // Half a second of work at three reports a second: some of it was told.
  expect(scenario.total_processed).toBeGreaterThan(0)
  expect(run.output).toContain(`Scenario "dies" is invalid: error.\n\n  ${lost}`)
})

test('process.exit in a workload is an error of the test, and no way out with 0', async () => {
  const run = await runProject(file('process.exit(0)'))
  expect(run.exitCode, run.output).toBe(1)
  expect(run.leftRunning).toBe(false)
  expect(scenarioOf(run, 'dies').verdict).not.toBe('pass')
  expect(scenarioOf(run, 'passed before').verdict).toBe('pass')
  expect(scenarioOf(run, 'in a later file').verdict).toBe('pass')
})

test('a run with a lost worker is not 0, even where Vitest is told to ignore errors', async () => {
  const run = await runProject(file(`process.kill(process.pid, 'SIGKILL')`, ''), {
    args: ['--dangerouslyIgnoreUnhandledErrors', 'dies'],
  })
  expect(run.exitCode, run.output).not.toBe(0)
  expect(scenarioOf(run, 'dies').verdict).toBe('invalid')
})
