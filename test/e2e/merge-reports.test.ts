import { expect, test } from 'vitest'
import type { MetricsFile } from '../../src/model/metrics.ts'
import { metricsFileSchema } from '../../src/model/metrics.ts'
import { LatencySeries } from '../../src/record/latency-series.ts'
import { mergeMachines, runMachine } from './support/merge-project.ts'
import { configOf, header, openHeader, runsFirst } from './support/run-project.ts'
import { scenarioOf, tableOf } from './support/read-results.ts'

const passing = (name: string) => `${header}
stressTest('${name}', { load: few }, work)`
const failing = (name: string) => `${header}
stressTest('${name}', { load: few, budgets: { latency: { p99: { maxMs: 0.0001 } } } }, work)`
const two = { 'stress/a.stress.ts': passing('one'), 'stress/b.stress.ts': passing('other') }
const shard = (part: string) => ({ args: [`--shard=${part}`] })
const machine = (name: string) => ({ env: { VITEST_STRESS_MACHINE: name } })

test.concurrent('two shards of different folders become one file with exactly merged figures', async () => {
  const first = await runMachine(two, shard('1/2'))
  const second = await runMachine(two, shard('2/2'))
  const merged = await mergeMachines(two, [second, first])
  expect(merged.exitCode, merged.output).toBe(0)
  expect(merged.metrics).toMatchObject({ verdict: 'pass', problems: [], interrupted: false })
  expectSum(merged.metrics, [first.metrics!, second.metrics!])
  expect(merged.metrics!.scenarios.map(({ file }) => file).toSorted()).toEqual(Object.keys(two))
  expect(merged.metrics!.merged_from).toEqual(
    [first, second].map(({ metrics }, index) => ({
      machine: null,
      shard: `${index + 1}/2`,
      files: metrics!.scenarios.map(({ file }) => file),
      environment: metrics!.environment,
    })),
  )
  expect(tableOf(merged.output)).toHaveLength(2)
  // Vitest's own reports have them as well.
  expect(merged.tests.map(({ status }) => status)).toEqual(['passed', 'passed'])
})

test.concurrent('a scenario that failed on another root fails the merge', async () => {
  const files = { ...two, 'stress/b.stress.ts': failing('other') }
  const shards = [await runMachine(files, shard('1/2')), await runMachine(files, shard('2/2'))]
  expect(new Set(shards.map(({ exitCode }) => exitCode))).toEqual(new Set([0, 1]))
  const merged = await mergeMachines(files, shards)
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics).toMatchObject({ verdict: 'fail', problems: [] })
  expect(scenarioOf(merged, 'other').verdict).toBe('fail')
})

test.concurrent('a file that could not be loaded on another root makes the merge invalid', async () => {
  const files = { ...two, 'stress/b.stress.ts': `import './not-there.ts'` }
  const shards = [await runMachine(files, shard('1/2')), await runMachine(files, shard('2/2'))]
  const merged = await mergeMachines(files, shards)
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics!.verdict).toBe('invalid')
  expect(merged.metrics!.problems).toEqual([expect.stringMatching(/^stress\/b\.stress\.ts failed: /)])
})

test.concurrent('a missing shard is named, and fails the merge', async () => {
  const first = await runMachine(two, shard('1/2'))
  const merged = await mergeMachines(two, [first])
  const there = first.metrics!.scenarios[0]!.file
  const missing = Object.keys(two).find((file) => file !== there)!
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics).toMatchObject({
    verdict: 'invalid',
    problems: [
      expect.stringContaining(`${missing} is in none of the merged reports; nothing came of shard 2/2`),
    ],
  })
  expect(merged.output).toContain('nothing came of shard 2/2')
})

test.concurrent('an empty shard is no loss; where only that one is left, the merge fails', async () => {
  const files = { 'stress/a.stress.ts': passing('one') }
  const options = (part: string) => ({ args: [`--shard=${part}`, '--passWithNoTests'] })
  const shards = [await runMachine(files, options('1/2')), await runMachine(files, options('2/2'))]
  const full = shards.find(({ metrics }) => metrics)!
  const empty = shards.find(({ metrics }) => !metrics)!
  const merged = await mergeMachines(files, [full, empty])
  expect(merged.exitCode, merged.output).toBe(0)
  expect(merged.metrics).toMatchObject({ verdict: 'pass', problems: [] })

  const left = await mergeMachines(files, [empty])
  expect(left.exitCode, left.output).toBe(1)
  expect(left.metrics).toMatchObject({ verdict: 'invalid', scenarios: [] })
  expect(left.metrics!.problems).toEqual([expect.stringContaining('is a shard missing?')])
})

test.concurrent('a copy of a report is counted once, and said', async () => {
  const only = await runMachine(two)
  const merged = await mergeMachines(two, [only, only])
  expect(merged.exitCode, merged.output).toBe(0)
  expectSum(merged.metrics, [only.metrics!])
  expect(merged.output).toContain('2 test files came again')
})

test.concurrent('the same files on two machines stand in one file, each with its machine', async () => {
  const files = { 'stress/a.stress.ts': passing('one') }
  const first = await runMachine(files, machine('1/2'))
  const second = await runMachine({ 'stress/a.stress.ts': failing('one') }, machine('2/2'))
  expect(scenarioOf(first).machine).toBe('1/2')
  const merged = await mergeMachines(files, [first, second])
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics!.verdict).toBe('fail')
  expect(merged.metrics!.problems).toEqual([])
  expectSum(merged.metrics, [first.metrics!, second.metrics!])
  const seen = merged.metrics!.scenarios.map(({ machine: name, verdict }) => [name, verdict])
  expect(Object.fromEntries(seen)).toEqual({ '1/2': 'pass', '2/2': 'fail' })
  expect(tableOf(merged.output).join('\n')).toContain('one [2/2]')

  const alone = await mergeMachines(files, [first])
  expect(alone.exitCode, alone.output).toBe(1)
  expect(alone.metrics).toMatchObject({
    verdict: 'invalid',
    problems: ['machine 2/2 is missing: none of the merged reports is from it'],
  })
})

test.concurrent('two machines that do not say which they are make the merge invalid', async () => {
  const machines = [await runMachine(two), await runMachine(two)]
  const merged = await mergeMachines(two, machines)
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics!.scenarios).toHaveLength(4)
  expect(merged.metrics!.problems).toEqual([expect.stringContaining('VITEST_STRESS_MACHINE=1/2')])
})

test.concurrent('a worker that died on one machine is reported as in its own run', async () => {
  const files = {
    'stress/a.stress.ts': `${openHeader}
stressTest('dies', { load: few }, () => process.env['DIES'] ? process.kill(process.pid, 'SIGKILL') : work())
stressTest('later', { load: few }, work)`,
  }
  const healthy = await runMachine(files, machine('1/2'))
  const dead = await runMachine(files, { env: { VITEST_STRESS_MACHINE: '2/2', DIES: '1' } })
  expect([healthy.exitCode, dead.exitCode]).toEqual([0, 1])
  const merged = await mergeMachines(files, [healthy, dead])
  expect(merged.exitCode, merged.output).toBe(1)
  const ofDead = merged.metrics!.scenarios.filter((each) => each.machine === '2/2')
  expect(ofDead.map(({ name, problems }) => ({ name, problems }))).toEqual(
    dead.metrics!.scenarios.map(({ name, problems }) => ({ name, problems })),
  )
  expect(merged.metrics).toMatchObject({ verdict: 'invalid', problems: dead.metrics!.problems })
})

test.concurrent('a run that was cut short is so in the merge', async () => {
  const files = {
    'stress/a.stress.ts': `${failing('one')}${runsFirst}`,
    'stress/b.stress.ts': passing('never begun'),
  }
  const run = await runMachine(files, { args: ['--bail=1'] })
  expect(run.metrics).toMatchObject({ interrupted: true, verdict: 'fail' })
  const merged = await mergeMachines(files, [run])
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics).toMatchObject({ interrupted: true, verdict: 'fail' })
  expect(merged.metrics!.scenarios).toEqual(run.metrics!.scenarios)
})

test.concurrent('a report that was written without the plugin says too little', async () => {
  const files = { 'stress/a.stress.ts': passing('one') }
  const config = configOf(
    `include: ['stress/*.ts'], name: 'stress', server: { deps: { external: [/dist/] } }`,
    '',
  )
  const run = await runMachine({ ...files, 'vitest.config.ts': config })
  const merged = await mergeMachines(files, [run])
  expect(merged.exitCode, merged.output).toBe(1)
  expect(merged.metrics!.scenarios.map(({ verdict }) => verdict)).toEqual(['pass'])
  expect(merged.metrics!.problems).toContainEqual(
    expect.stringContaining('does not say what else there must be'),
  )
})

test('a machine that is none is a mistake', async () => {
  const run = await runMachine(two, machine('3/2'))
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain(
    'VITEST_STRESS_MACHINE: expected which machine of how many, as "2/3", got "3/2"',
  )
})

/** Counts added, and the histogram of all samples. */
function expectSum(merged: MetricsFile | null, parts: readonly MetricsFile[]): void {
  expect(metricsFileSchema.parse(merged)).toEqual(merged)
  const all = new LatencySeries()
  for (const { scenarios } of parts) {
    for (const { histograms, latency } of scenarios)
      all.add(LatencySeries.decode(histograms!.response!, latency!.response!))
  }
  expect(merged!.histograms!.response).toBe(all.encode())
  expect(all.count).toBe(parts.reduce((sum, part) => sum + part.total_processed, 0))
  expect(merged!.total_processed).toBe(all.count)
  expect(merged!.scenarios).toHaveLength(parts.flatMap(({ scenarios }) => scenarios).length)
  expect(merged!.scenarios).toEqual(expect.arrayContaining(parts.flatMap(({ scenarios }) => scenarios)))
}
