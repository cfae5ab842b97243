import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../src/model/metrics.ts'
import { header, makeProject, runAgain } from './support/run-project.ts'

/** Virtual time, so that the machine has no part in it: 10 ms each, or as long as the environment says. */
const file = (name: string) => `${header}
const takesMs = Number(process.env.TAKES_MS ?? 10)
stressTest('${name}', {
  load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 1_000, drainMs: 500 },
  time: 'virtual',
}, async ({ clock }) => { await clock.sleep(takesMs) })
`
const stable = 'stress/stable.stress.ts'
const files = {
  [stable]: file('answers in time'),
  'stress/damaged.stress.ts': file('whose file is damaged'),
  'stress/moved.stress.ts': file('that was stored on another machine'),
  'stress/new.stress.ts': file('that was never stored'),
}

/** The only baseline of a stress file. */
function baselineOf(folder: string, path: string): string {
  const beside = join(folder, dirname(path), '__baselines__', path.slice(path.lastIndexOf('/') + 1))
  return join(beside, readdirSync(beside)[0]!)
}

function storeMore(path: string, runs: number): void {
  const stored = JSON.parse(readFileSync(path, 'utf8')) as { runs: object[]; machine: object }
  const more = Array.from({ length: runs }, () => stored.runs[0]!)
  writeFileSync(path, JSON.stringify({ ...stored, runs: more }))
}

test('are written, and decide about what comes later', async () => {
  const folder = makeProject(files)
  const seed = { VITEST_STRESS_SEED: '7' }
  const written = await runAgain(folder, {
    args: ['stress/stable', 'stress/damaged', 'stress/moved'],
    env: { ...seed, VITEST_STRESS_BASELINE: 'write' },
  })
  expect(written.exitCode, written.output).toBe(0)
  expect(written.output).toContain(
    'answers in time: baseline written, 1 run in stress/__baselines__/stable.stress.ts/answers-in-time-',
  )

  storeMore(baselineOf(folder, stable), 10)
  writeFileSync(baselineOf(folder, 'stress/damaged.stress.ts'), '{"baseline_version": 1, "name"')
  const moved = baselineOf(folder, 'stress/moved.stress.ts')
  const foreign = JSON.parse(readFileSync(moved, 'utf8')) as { machine: Record<string, unknown> }
  foreign.machine['cpu'] = 'Abacus 3000'
  writeFileSync(moved, JSON.stringify(foreign))
  const check = { ...seed, VITEST_STRESS_BASELINE: 'check' }
  const same = await runAgain(folder, { env: check })
  const found = (name: string): ScenarioMetrics => same.metrics!.scenarios.find((each) => each.name === name)!
  expect(same.exitCode).toBe(1)
  expect(found('answers in time')).toMatchObject({
    verdict: 'pass',
    baseline: { outcome: 'kept', runs: 10, comparison: { reference: 'baseline (10 runs)' } },
  })
  for (const [name, problem] of [
    ['whose file is damaged', 'it is damaged'],
    ['that was stored on another machine', 'another machine: cpu was Abacus 3000, and is '],
    ['that was never stored', 'there is none; VITEST_STRESS_BASELINE=write stores one'],
  ] as const) {
    expect(found(name)).toMatchObject({
      verdict: 'invalid',
      cause: 'no-evidence',
      baseline: { outcome: 'not comparable' },
    })
    expect(found(name).problems.join()).toContain(problem)
    expect(same.output).toContain(problem)
  }

  const slower = await runAgain(folder, { args: ['stress/stable'], env: { ...check, TAKES_MS: '15' } })
  expect(slower.exitCode).toBe(1)
  expect(slower.metrics!.scenarios[0]).toMatchObject({
    verdict: 'fail',
    cause: null,
    baseline: { outcome: 'worse' },
  })
  expect(slower.output).toContain('latency.p50 is worse than the baseline: +50.0 %')
  expect(slower.output).toMatch(/latency\.p50 +now +1 +\+50 %/)
})
