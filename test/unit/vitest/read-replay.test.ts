import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { readReplay } from '../../../src/vitest/read-replay.ts'
import { metricsOf } from '../../support/metrics.ts'

const folder = mkdtempSync(join(tmpdir(), 'read-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => void vi.unstubAllEnvs())

const write = (name: string, value: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

const asked = (reference: string, runs = '') => {
  vi.stubEnv('VITEST_STRESS_REPLAY', reference)
  vi.stubEnv('VITEST_STRESS_REPLAY_RUNS', runs)
  return readReplay()
}

const problemsOf = (reference: string, runs = ''): string[] => {
  try {
    asked(reference, runs)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    expect((error as Error).stack).not.toContain('    at ')
    return (error as InputError).problems.map(({ path, expected, got }) =>
      `${path}: ${expected} <- ${got}`.replaceAll(folder, ''),
    )
  }
  return []
}

const good = metricsOf({
  reproduction: { history_hash: 'abc', second_run: null, replay: null, shrunk: null },
  faults: { drawn: null, schedule: [], fired_by_kind: {}, recovery: null },
})

test('nothing is replayed where nothing is asked for', () => {
  expect(asked('')).toBeNull()
})

test('what is to be run again is read from the metrics', () => {
  const path = write('good.json', { scenarios: [metricsOf(), good] })
  expect(asked(`${path}#1`)).toEqual({
    of: `${path}#1`,
    name: 'suite > orders survive',
    file: 'stress/orders.stress.ts',
    project: null,
    run: null,
    seed: 7,
    faults: { drawn: null, schedule: [], fired_by_kind: {}, recovery: null },
    historyHash: 'abc',
    runs: 3,
    shrinkTo: null,
  })
  expect(asked(`${path}#0`, '20')).toMatchObject({ faults: null, historyHash: null, runs: 20 })
})

test.each([
  ['logs/metrics.json', 'VITEST_STRESS_REPLAY: a metrics file and the index'],
  ['#1', 'VITEST_STRESS_REPLAY: a metrics file and the index'],
  [`${folder}/none.json#0`, '/none.json: a metrics file that can be read <- ENOENT'],
  [
    `${write('cut.json', '{ "scenarios": [')}#0`,
    '/cut.json: a metrics file that can be read <- Unexpected end',
  ],
  [`${write('other.json', [1])}#0`, '/other.json: a metrics file, with `scenarios` <- [1]'],
  [
    `${write('empty.json', { scenarios: [] })}#0`,
    'VITEST_STRESS_REPLAY: a metrics file with scenarios <- #0',
  ],
  [
    `${write('two.json', { scenarios: [good, null] })}#2`,
    'one of #0 "suite > orders survive", #1 nothing <- #2',
  ],
])('%s is no run that could be replayed', (reference, expected) => {
  const problems = problemsOf(reference)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(expected)
})

test('all that is wrong with an entry is told at once', () => {
  const broken = { ...good, seed: 1.5, name: 3, faults: [], capacity: {} }
  expect(problemsOf(`${write('broken.json', { scenarios: [broken] })}#0`, '0')).toEqual([
    '/broken.json: scenarios[0].name: the name of a test <- 3',
    '/broken.json: scenarios[0].seed: a 32-bit integer <- 1.5',
    '/broken.json: scenarios[0].faults: what was to go wrong, or null <- []',
    'VITEST_STRESS_REPLAY_RUNS: a whole number from 1 to 100 <- "0"',
    '/broken.json: scenarios[0]: a run <- a search for the capacity, which is many',
  ])
  expect(problemsOf(`${write('null.json', { scenarios: [null] })}#0`)).toHaveLength(6)
})
