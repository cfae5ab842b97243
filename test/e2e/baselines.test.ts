import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import type { BaselineFile } from '../../src/model/baseline.ts'
import type { ScenarioMetrics } from '../../src/model/metrics.ts'
import { header, makeProject, runAgain } from './support/run-project.ts'

/** Virtual time, so that the machine has no part in it: 10 ms each. */
const scenarios = ['as before', 'slower now', 'damaged', 'moved', 'new']
const file = `${header}
const options = {
  load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 1_000, drainMs: 500 },
  time: 'virtual',
} as const
for (const name of ${JSON.stringify(scenarios)})
  stressTest(name, options, async ({ clock }) => { await clock.sleep(10) })
for (const ms of [10, 20]) stressTest('two of one name', options, async ({ clock }) => { await clock.sleep(ms) })
stressTest.fails('meant to fail', options, async ({ clock }) => { await clock.sleep(10) })
`

function change(folder: string, scenario: string, by: (baseline: BaselineFile) => unknown): void {
  const beside = join(folder, 'stress/__baselines__/queue.stress.ts')
  const slug = scenario.replaceAll(' ', '-')
  const path = join(
    beside,
    readdirSync(beside).find((name) => name.startsWith(slug))!,
  )
  const text = by(JSON.parse(readFileSync(path, 'utf8')) as BaselineFile)
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text))
}

/** Ten runs like the stored one, `factor` times as slow. */
const tenOf = (baseline: BaselineFile, factor = 1): BaselineFile => {
  const [run] = baseline.runs
  const slower = (name: string, value: number): number =>
    name === 'throughput' ? value / factor : value * factor
  const values = Object.entries(run!.values).map(([name, value]) => [name, slower(name, value!)] as const)
  const runs = Array.from({ length: 10 }, () => ({ ...run!, values: Object.fromEntries(values) }))
  return { ...baseline, runs }
}

test('are written, decide about what comes later, and metrics files can be compared', async () => {
  const folder = makeProject({ 'stress/queue.stress.ts': file })
  const seed = { VITEST_STRESS_SEED: '7' }
  const env = { ...seed, VITEST_STRESS_BASELINE: 'write' }
  const written = await runAgain(folder, { args: ['-t', 'as before|slower now|damaged|moved'], env })
  expect(written.exitCode, written.output).toBe(0)
  const place = 'stress/__baselines__/queue.stress.ts/as-before-'
  expect(written.output).toContain(`as before: baseline written, 1 run in ${place}`)

  change(folder, 'as before', (baseline) => tenOf(baseline))
  change(folder, 'slower now', (baseline) => tenOf(baseline, 0.6))
  change(folder, 'damaged', () => '{"baseline_version": 1, "name"')
  change(folder, 'moved', ({ machine, ...rest }) => ({
    ...rest,
    machine: { ...machine, cpu: 'Abacus 3000' },
  }))
  const checked = await runAgain(folder, { env: { ...seed, VITEST_STRESS_BASELINE: 'check' } })
  expect(checked.exitCode).toBe(1)
  const found = (name: string): ScenarioMetrics =>
    checked.metrics!.scenarios.find((each) => each.name === name)!
  expect(found('as before')).toMatchObject({
    verdict: 'pass',
    baseline: { outcome: 'kept', runs: 10, comparison: { reference: 'baseline (10 runs)' } },
  })
  expect(checked.output).toContain('as before: beside the baseline of 10 runs: throughput 0 % equivalent')
  expect(found('slower now')).toMatchObject({ verdict: 'fail', cause: null, baseline: { outcome: 'worse' } })
  expect(checked.output).toContain('latency.p50 is worse than the baseline: +66.')
  expect(checked.output).toMatch(/latency\.p50 +now +1 +\+66\.\d %/)
  for (const [name, problem] of [
    ['damaged', 'it is damaged'],
    ['moved', 'another machine: cpu was Abacus 3000, and is '],
    ['new', 'there is none; VITEST_STRESS_BASELINE=write stores one'],
  ] as const) {
    const expected = { verdict: 'invalid', cause: 'no-evidence', baseline: { outcome: 'not comparable' } }
    expect(found(name)).toMatchObject(expected)
    expect(found(name).problems.join()).toContain(problem)
    expect(checked.output).toContain(problem)
  }

  const two = checked.metrics!.scenarios.filter((each) => each.name === 'two of one name')
  expect(two.map(({ verdict, baseline }) => [verdict, baseline])).toEqual([
    ['invalid', null],
    ['invalid', null],
  ])
  expect(two[0]!.problems.join()).toContain('the file has another scenario of this name')
  expect(found('meant to fail')).toMatchObject({ verdict: 'pass', baseline: null })

  const stored = [written, checked].map((run) => run.metricsFiles.at(-1)!)
  const command = fileURLToPath(new URL(`../../${manifest.bin['vitest-stress']}`, import.meta.url))
  const compared = spawnSync(process.execPath, [command, 'compare', ...stored], { encoding: 'utf8' })
  expect(compared.stderr).toBe('')
  expect(compared.stdout).toMatch(/latency\.p50 +after \(1 run\) +1 +0 %/)
  expect(compared.stdout).toContain('throughput is undecided: 1 run against 1 cannot tell')
  expect(compared.status).toBe(2)
})
