import { expect, test } from 'vitest'
import { header, runProject } from './support/run-project.ts'
import { scenarioOf, tableOf } from './support/read-results.ts'

const load = (executor: string): string => `{ load: { executor: ${executor} } }`
test.concurrent('stress tests in other files are watched and reported all the same', async () => {
  const run = await runProject({
    'test/passes.test.ts': `${header}\ntest('passes', async () => { await runStress({ load: few }, work) })`,
    'test/dies.test.ts': `${header}
stressTest('dies', ${load(`'shared-iterations', iterations: 500`)}, async ({ iteration }) => {
  await work()
  if (iteration.index === 100) { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}) }
})`,
  })
  expect(run.exitCode, run.output).toBe(1)
  const verdicts = run.metrics!.scenarios.map(({ name, verdict }) => [name, verdict])
  expect(Object.fromEntries(verdicts)).toEqual({ dies: 'invalid', 'passes #1': 'pass' })
  expect(scenarioOf(run, 'dies').problems.join()).toContain('its worker process ended before it did')
})

test.concurrent('SIGINT during the only one: what is known is written', async () => {
  const run = await runProject(
    {
      'test/long.test.ts': `${header}
let said = false
stressTest('under way', ${load(`'constant-concurrency', concurrency: 2, durationMs: 60_000`)}, async ({ iteration }) => {
  await work()
  if (iteration.startedMs > 800 && !said) { said = true; process.stdout.write('\\nUNDER WAY\\n') }
})`,
    },
    { signal: { name: 'SIGINT', when: 'UNDER WAY' } },
  )
  expect(run.exitCode, run.output).not.toBe(0)
  expect(run.metrics, run.output).toMatchObject({ verdict: 'invalid', interrupted: true })
  expect(scenarioOf(run, 'under way').total_processed).toBeGreaterThan(10)
  expect(tableOf(run.output)).toHaveLength(1)
})
