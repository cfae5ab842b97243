import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../src/model/metrics.ts'
import { cleanFiles } from './support/clean/clean-files.ts'
import { cleanProject } from './support/clean/clean-project.ts'
import { textOf } from './support/clean/text-of.ts'
import { makeProject, runAgain, type ProjectRun } from './support/run-project.ts'

const runs: ProjectRun[] = []
let scenarios: ScenarioMetrics[]
beforeAll(async () => {
  for (const part of cleanFiles) {
    const files = Object.entries(part).map(([name, file]) => [`stress/${name}.stress.ts`, textOf(file)])
    const folder = makeProject({ ...cleanProject, ...(Object.fromEntries(files) as Record<string, string>) })
    const TMPDIR = join(folder, 'tmp')
    mkdirSync(TMPDIR)
    runs.push(await runAgain(folder, { env: { TMPDIR } }))
  }
  scenarios = runs.flatMap(({ metrics }) => metrics?.scenarios ?? [])
})

test('100 different scenarios that do nothing wrong, and no false alarm', () => {
  for (const { output, metrics, exitCode, leftRunning } of runs)
    expect([exitCode, leftRunning, metrics?.problems], output).toEqual([0, false, []])
  const accused = scenarios.filter(
    ({ verdict, isolation }) =>
      verdict !== 'pass' || isolation!.violations !== 0 || (isolation!.leaks ?? []).length > 0,
  )
  expect(accused.map(({ name, problems }) => [name, problems])).toEqual([])
  expect(new Set(scenarios.map(({ name }) => name)).size).toBeGreaterThanOrEqual(100)
})

test('they were watched', () => {
  expect(new Set(scenarios.map(({ isolation }) => isolation?.strength))).toEqual(
    new Set(['sealed', 'fenced']),
  )
  const unwatched = scenarios.filter(({ isolation }) => isolation!.leaks === null)
  expect(unwatched.map(({ name }) => name)).toEqual(['no look at leaks'])
})
