import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseShrinkArguments } from '../../../src/cli/shrink-arguments.ts'
import { formatProblem } from '../../../src/foundation/problem.ts'
import { metricsOf } from '../../support/metrics.ts'

const folder = mkdtempSync(join(tmpdir(), 'shrink-arguments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const faults = { drawn: null, schedule: [], fired_by_kind: {}, recovery: null }
const failed = (name: string) => metricsOf({ name, verdict: 'fail', faults })
const plain = metricsOf({ name: 'without faults', verdict: 'fail' })
const passed = metricsOf({ name: 'good', faults })

const write = (name: string, value: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}
const one = write('one.json', {
  scenarios: [plain, passed, failed('bad'), null, { ...failed('both'), kind: 'comparison' }],
})
const two = write('two.json', { scenarios: [failed('a'), plain, failed('b')] })

const problemsOf = (...args: string[]): string[] => {
  const parsed = parseShrinkArguments(args)
  return parsed.kind === 'problems'
    ? parsed.problems.map((problem) => formatProblem(problem).replaceAll(folder, ''))
    : []
}

test('the only scenario that failed under faults is meant', () => {
  expect(parseShrinkArguments([one, '--config', 'a.ts'])).toMatchObject({
    kind: 'shrink',
    arguments: { reference: `${one}#2`, scenario: { name: 'bad' }, config: 'a.ts' },
  })
})

test('of several, the one that is named', () => {
  expect(parseShrinkArguments([`${two}#2`])).toMatchObject({
    arguments: { reference: `${two}#2`, scenario: { name: 'b' }, config: null },
  })
})

test('help is asked for', () => {
  expect(parseShrinkArguments(['-h'])).toEqual({ kind: 'help' })
})

test.each([
  [[], '<metrics.json>: expected one metrics file, got none'],
  [[one, two], '<metrics.json>: expected one metrics file, got ["'],
  [[two], '/two.json: expected one of its scenarios that failed under faults: #0 "a", #2 "b", got 2 of them'],
  [[`${two}#1`], 'failed under faults: #0 "a", #2 "b", got #1'],
  [[`${one}#9`], '/one.json: expected one of its scenarios that failed under faults: #2 "bad", got #9'],
  [
    [write('none.json', { scenarios: [plain] })],
    'expected a file with a scenario that failed under faults, got 0 of them',
  ],
  [[write('list.json', [])], '/list.json: expected a metrics file, with `scenarios`, got []'],
  [[join(folder, 'gone.json')], '/gone.json: expected a metrics file that can be read, got ENOENT'],
])('%s', (args, expected) => {
  const problems = problemsOf(...args)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(expected)
})

test('all problems are told at once', () => {
  expect(problemsOf('--confg', two)).toHaveLength(2)
})
