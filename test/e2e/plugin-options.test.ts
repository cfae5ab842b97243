import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configOf, header, runProject } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

const files = { 'stress/a.stress.ts': `${header}\nstressTest('a scenario', { load: few }, work)` }

test.concurrent('unknown and wrong options stop Vitest with every problem', async () => {
  const run = await runProject({
    ...files,
    'vitest.config.ts': configOf(
      '',
      `stress({ outputFoldr: 'x', graceMs: 'long', include: [], fileName: 'a/b.json', progress: 'plane' } as never)`,
    ),
  })
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('stress() in the Vitest config: 5 problems')
  expect(run.output).toContain('got unknown option "outputFoldr"; did you mean "outputFolder"?')
  expect(run.output).toContain('graceMs: expected a number of milliseconds above 0, got "long"')
  expect(run.output).toContain('include: expected at least one glob pattern, got []')
  expect(run.output).toContain(
    'fileName: expected a file name without a folder (that is `outputFolder`), got "a/b.json"',
  )
  expect(run.output).toContain('progress: expected true, false or "plain", got "plane"')
  expect(run.metricsFiles).toEqual([])
})

test.concurrent("folder, name and seed are the user's", async () => {
  const run = await runProject({
    ...files,
    'vitest.config.ts': configOf(
      '',
      `stress({ outputFolder: 'out/deep', fileName: 'm-{timestamp}.json', seed: -77, progress: false })`,
    ),
  })
  expect(run.exitCode, run.output).toBe(0)
  expect(readdirSync(join(run.folder, 'out/deep'))).toEqual([expect.stringMatching(/^m-\d{8}T\d{9}Z\.json$/)])
  expect(run.metricsFiles).toEqual([])
  expect(run.output).toContain('seed -77')
})

test.concurrent('a run without stress tests writes no file and prints no table', async () => {
  const run = await runProject(
    { ...files, 'test/a.test.ts': `${header}\ntest('plain', () => {})` },
    { args: ['test/'] },
  )
  expect(run.exitCode, run.output).toBe(0)
  expect(run.metricsFiles).toEqual([])
  expect(run.output).not.toMatch(/scenario +verdict|one file at a time|Metrics/)
})

test.concurrent('only skipped stress tests: no file, no table', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${header}\nstressTest.skip('later', { load: few }, work)`,
  })
  expect(run.exitCode, run.output).toBe(0)
  expect(run.metricsFiles).toEqual([])
  expect(run.output).not.toMatch(/scenario +verdict|Metrics/)
})

test.concurrent("VITEST_STRESS_SEED beats the plugin, and a scenario's own seed beats both", async () => {
  const run = await runProject(
    {
      'vitest.config.ts': configOf('', 'stress({ seed: 1 })'),
      'stress/a.stress.ts': `${header}
stressTest('without a seed', { load: few }, work)
stressTest('with a seed', { load: few, seed: 3 }, work)`,
    },
    { env: { VITEST_STRESS_SEED: '-2147483648' } },
  )
  expect(run.exitCode, run.output).toBe(0)
  expect(scenarioOf(run, 'without').seed).toBe(-2_147_483_648)
  expect(scenarioOf(run, 'with a').seed).toBe(3)
})

test.concurrent('a VITEST_STRESS_SEED that is none is an error, not another run', async () => {
  const run = await runProject(files, { env: { VITEST_STRESS_SEED: 'abc' } })
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('VITEST_STRESS_SEED: expected a 32-bit integer, got "abc"')
  expect(run.metricsFiles).toEqual([])
})
