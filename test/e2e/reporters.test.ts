import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configOf, header, host, makeProject, runAgain, runProject } from './support/run-project.ts'
import { readMetrics, tableOf } from './support/read-results.ts'

const files = {
  'stress/one.stress.ts': `${header}
stressTest('measured', { load: few }, work)
stressTest('missed', { load: few, budgets: { latency: { p99: { maxMs: 0.0001 } } } }, work)`,
}
/** What the plugin sets: a linked package would be run through Vite, which also spoils its coverage. */
const native = String.raw`server: { deps: { external: [/\/dist\//] } }`

const parsers: Record<string, (text: string) => number> = {
  json: (text) => (JSON.parse(text) as { numTotalTests: number }).numTotalTests,
  junit: (text) =>
    Number(/^<\?xml[\s\S]*?<testsuites [^>]*tests="(\d+)"[\s\S]*<\/testsuites>\s*$/.exec(text)?.[1]),
}

test.concurrent.each(['dot', 'verbose', 'json', 'junit', 'blob'])(
  '--reporter=%s does not remove ours, and stays what it is',
  async (reporter) => {
    const run = await runProject(files, { args: [`--reporter=${reporter}`] })
    expect(run.exitCode).toBe(1)
    expect(run.metrics!.scenarios.map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
    expect(tableOf(run.output)).toHaveLength(2)
    const forPeople = ['dot', 'verbose'].includes(reporter)
    expect(tableOf(run.stdout)).toHaveLength(forPeople ? 2 : 0)
    const countTests = parsers[reporter]
    // Vitest 5 writes to a file unless told otherwise.
    if (countTests)
      expect(countTests(host.vitestMajor === 4 ? run.stdout : readReport(run.folder, reporter))).toBe(2)
  },
)

test.concurrent('the reporter named in a config, with the plugin or without, writes once', async () => {
  const both = await runProject({
    ...files,
    'vitest.config.ts': configOf(`reporters: ['default', 'vitest-stress/reporter']`),
  })
  expect(both.metricsFiles).toHaveLength(1)
  expect(tableOf(both.output)).toHaveLength(2)

  const alone = await runProject(
    {
      ...files,
      'vitest.config.ts': configOf(
        `include: ['stress/*.ts'], ${native}, reporters: ['default', 'vitest-stress/reporter']`,
        '',
      ),
    },
    { args: ['--reporter=default', '--reporter=vitest-stress/reporter'] },
  )
  expect(alone.metrics!.scenarios.map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
  expect(alone.exitCode).toBe(1)
})

test.concurrent('stress tests without plugin and reporter are tests that pass and fail', async () => {
  const run = await runProject({
    ...files,
    'vitest.config.ts': configOf(`include: ['stress/*.ts'], ${native}`, ''),
  })
  expect(run.exitCode).toBe(1)
  expect(run.tests.map(({ status }) => status)).toEqual(['passed', 'failed'])
  expect(run.metricsFiles).toEqual([])
})

test.concurrent('merged blobs give one file with the figures of the first run', async () => {
  const project = makeProject(files)
  const first = await runAgain(project, { args: ['--reporter=blob'] })
  expect(existsSync(join(project, host.vitestMajor === 4 ? '.vitest-reports' : '.vitest'))).toBe(true)
  const merged = await runAgain(project, { args: ['--merge-reports'] })
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics!.scenarios).toEqual(first.metrics!.scenarios)
  expect(merged.metrics).toMatchObject({ verdict: 'fail', interrupted: false, total_processed: 20 })
})

test.concurrent('two runs write two files', async () => {
  const project = makeProject(files)
  const first = await runAgain(project)
  const second = await runAgain(project)
  expect(first.metricsFiles).toHaveLength(1)
  expect(second.metricsFiles).toHaveLength(1)
  expect(readMetrics(first.metricsFiles[0]!)).toEqual(first.metrics)
  expect(readdirSync(join(project, 'logs')).every((name) => name.endsWith('.json'))).toBe(true)
})

/** Vitest 5: `.vitest/json/...` and the like. */
function readReport(folder: string, reporter: string): string {
  const names = readdirSync(join(folder, '.vitest'), { recursive: true, encoding: 'utf8' })
  const found = names.filter(
    (name) => name.includes(reporter) && /\.(json|xml)$/.test(name) && !name.includes('blob'),
  )
  if (found.length !== 1)
    throw new Error(`not one ${reporter} report, but ${found.join(', ')} among ${names.join(', ')}`)
  return readFileSync(join(folder, '.vitest', found[0]!), 'utf8')
}
