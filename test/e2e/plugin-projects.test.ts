import { describe, expect, test } from 'vitest'
import { configOf, header, openHeader, runProject } from './support/run-project.ts'
import { summaryOf } from './support/read-results.ts'

const stressFile = { 'stress/load.stress.ts': `${header}\nstressTest('a scenario', { load: few }, work)` }
const passes = {
  tests: expect.objectContaining({ 'a scenario': 'passed' }),
  verdicts: { 'a scenario': 'pass' },
}
/** How often each test file ran, as `project file`. */
const ran = (output: string): string[] => [...output.matchAll(/^RAN (.*)$/gm)].map(([, what]) => what!).sort()
const ordinary = (name: string): string => `import { expect, test } from 'vitest'
test('${name}', () => { console.log('\\nRAN ${name}') })`

describe.concurrent('a config without projects', () => {
  test('ordinary tests run once, beside, with the settings they had', async () => {
    const run = await runProject({
      ...stressFile,
      'vitest.config.ts': configOf(
        `retry: 2, testTimeout: 1234, maxWorkers: 2, maxConcurrency: 7, sequence: { concurrent: true }, setupFiles: ['./setup.ts']`,
      ),
      'setup.ts': `console.log('\\nRAN setup')`,
      'test/one.test.ts': `import { expect, test } from 'vitest'
let tries = 0
test('retried', ({ task }) => { expect(task.timeout).toBe(1234); expect(++tries).toBe(3) })
let running = 0
const together = async () => { running++; await new Promise((r) => setTimeout(r, 100)); expect(running).toBeGreaterThan(1) }
test('left', together)
test('right', together)
test('no gc', () => { expect(globalThis).not.toHaveProperty('gc') })`,
      'test/two.test.ts': ordinary('two'),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(summaryOf(run)).toEqual({
      tests: {
        retried: 'passed',
        left: 'passed',
        right: 'passed',
        'no gc': 'passed',
        two: 'passed',
        'a scenario': 'passed',
      },
      verdicts: { 'a scenario': 'pass' },
    })
    // The user's own setup file goes before stress files as well: three files, three times.
    expect(ran(run.output)).toEqual(['setup', 'setup', 'setup', 'two'])
    expect(run.metrics!.scenarios[0]!.project).toBe('stress')
  })

  test('files of one project still run at the same time', async () => {
    // Each waits for the other's mark; one after the other, the first would never see it.
    const meet = (own: string, other: string): string => `import { existsSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
test('meets ${other}', async () => {
  writeFileSync('${own}', '')
  await expect.poll(() => existsSync('${other}'), { timeout: 15_000 }).toBe(true)
}, 20_000)`
    const run = await runProject({
      ...stressFile,
      'vitest.config.ts': configOf(`maxWorkers: 2`),
      'test/one.test.ts': meet('one.mark', 'two.mark'),
      'test/two.test.ts': meet('two.mark', 'one.mark'),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(run.tests).toHaveLength(3)
  })

  test('stress files run one at a time, after all others', async () => {
    const file = (
      name: string,
    ): string => `${openHeader}; import { writeFileSync, existsSync, rmSync } from 'node:fs'
stressTest('${name}', { load: { executor: 'constant-concurrency', concurrency: 1, durationMs: 500 }, target: () => {
  if (existsSync('running')) throw new Error('at the same time')
  if (!existsSync('ordinary')) throw new Error('too early')
  writeFileSync('running', '')
  return { close: () => rmSync('running') }
} }, work)`
    const run = await runProject(
      {
        'vitest.config.ts': configOf('maxWorkers: 2'),
        'stress/one.stress.ts': file('one'),
        'stress/two.stress.ts': file('two'),
        'src/three.stress.ts': file('three'),
        'test/slow.test.ts': `import { test } from 'vitest'; import { writeFileSync } from 'node:fs'
test('slow', async () => { await new Promise((r) => setTimeout(r, 1_500)); writeFileSync('ordinary', '') })`,
      },
      { args: ['--fileParallelism', '--maxWorkers=2'] },
    )
    expect(run.exitCode, run.output).toBe(0)
    expect(summaryOf(run).verdicts).toEqual({ one: 'pass', two: 'pass', three: 'pass' })
  })

  test('include of the plugin says which files are stress files, also where it overlaps', async () => {
    const run = await runProject({
      'vitest.config.ts': configOf(
        `include: ['{load,test}/**/*.ts']`,
        `stress({ include: ['load/**/*.ts'] })`,
      ),
      'load/deep/a.ts': `${header}\nstressTest('a scenario', { load: few }, work)`,
      'test/ordinary.test.ts': ordinary('ordinary'),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual(['ordinary'])
    expect(summaryOf(run)).toEqual({
      tests: { 'a scenario': 'passed', ordinary: 'passed' },
      verdicts: { 'a scenario': 'pass' },
    })
  })

  test('the plugin twice does what it does once', async () => {
    const run = await runProject({
      ...stressFile,
      'vitest.config.ts': configOf('', 'stress(), stress()'),
      'test/a.test.ts': ordinary('a'),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(summaryOf(run)).toEqual({
      tests: { a: 'passed', 'a scenario': 'passed' },
      verdicts: { 'a scenario': 'pass' },
    })
    expect(run.metricsFiles).toHaveLength(1)
    expect(run.output.match(/one file at a time/g)).toHaveLength(1)
    expect(run.output.match(/Metrics {2}/g)).toHaveLength(1)
  })
})

describe.concurrent('a config with projects', () => {
  const twoProjects = `projects: [
  { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], retry: 1 } },
  { extends: true, test: { name: 'other', include: ['test/other/**/*.test.ts'] } },
]`
  const ordinaryFiles = { 'test/unit/u.test.ts': ordinary('u'), 'test/other/o.test.ts': ordinary('o') }

  test('a stress project is added, and each test runs once, in its own', async () => {
    const run = await runProject({
      ...stressFile,
      ...ordinaryFiles,
      'vitest.config.ts': configOf(twoProjects),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual(['o', 'u'])
    expect(summaryOf(run)).toEqual({ ...passes, tests: { u: 'passed', o: 'passed', 'a scenario': 'passed' } })
    expect(run.output.match(/one file at a time/g)).toHaveLength(1)
  })

  test('--project chooses it', async () => {
    const run = await runProject(
      { ...stressFile, ...ordinaryFiles, 'vitest.config.ts': configOf(twoProjects) },
      { args: ['--project', 'stress'] },
    )
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual([])
    expect(summaryOf(run)).toEqual(passes)
  })

  test('the plugin inside one project only', async () => {
    const run = await runProject({
      ...stressFile,
      ...ordinaryFiles,
      'vitest.config.ts': configOf(
        `projects: [
  { plugins: [stress()], test: { name: 'load', include: ['stress/**/*.stress.ts'] } },
  { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
]`,
        '',
      ),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual(['u'])
    expect(run.metrics!.scenarios[0]).toMatchObject({ project: 'load', verdict: 'pass' })
    expect(run.output).toContain('stress  project "load": one file at a time')
  })

  test('an inline project with ordinary tests and the plugin: its stress files go to one of their own', async () => {
    const run = await runProject({
      ...stressFile,
      ...ordinaryFiles,
      'vitest.config.ts': configOf(
        `projects: [
  { plugins: [stress()], resolve: { alias: { '~greeting': new URL('./greeting.ts', import.meta.url).pathname } }, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], retry: 1, setupFiles: './setup.ts' } },
  { test: { name: 'other', include: ['test/other/**/*.test.ts'] } },
]`,
        '',
      ),
      'greeting.ts': `export const greeting = 'hello'`,
      'setup.ts': `import { greeting } from '~greeting'; console.log('\\nRAN setup ' + greeting)`,
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual(['o', 'setup hello', 'setup hello', 'u'])
    expect(summaryOf(run)).toEqual({ ...passes, tests: { u: 'passed', o: 'passed', 'a scenario': 'passed' } })
  })

  test('two projects of one folder, each with the plugin: a stress file is in one of theirs, and runs once', async () => {
    const run = await runProject({
      ...stressFile,
      ...ordinaryFiles,
      'vitest.config.ts': configOf(
        `projects: [
  { plugins: [stress()], test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
  { plugins: [stress()], test: { name: 'other', include: ['test/other/**/*.test.ts'] } },
]`,
        '',
      ),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual(['o', 'u'])
    expect(
      run.metrics?.scenarios.map(({ verdict }) => verdict),
      run.output,
    ).toEqual(['pass'])
  })

  test('a project of the user named stress is the one', async () => {
    const run = await runProject({
      ...stressFile,
      'vitest.config.ts': configOf(
        `projects: [{ extends: true, test: { name: 'stress', include: ['stress/**/*.stress.ts'], retry: 3 } }]`,
      ),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(run.output).toContain('(retry 3 set to 0)')
    expect(run.metrics!.scenarios).toHaveLength(1)
  })

  test('a package of a workspace, with a config file of its own', async () => {
    const run = await runProject({
      'vitest.config.ts': configOf(`projects: ['packages/*']`, ''),
      'packages/a/vitest.config.ts': configOf(`name: 'a'`),
      'packages/a/stress/load.stress.ts': stressFile['stress/load.stress.ts'],
      'packages/a/test/a.test.ts': ordinary('a'),
      'packages/b/vitest.config.ts': configOf(`name: 'b'`, ''),
      'packages/b/test/b.test.ts': ordinary('b'),
    })
    expect(run.exitCode, run.output).toBe(0)
    expect(ran(run.output)).toEqual(['a', 'b'])
    expect(run.metrics!.scenarios).toMatchObject([
      { name: 'a scenario', file: 'packages/a/stress/load.stress.ts', verdict: 'pass' },
    ])
  })
})
