import { readFileSync } from 'node:fs'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import type { ReplayOrder } from '../model/scenario-case.ts'

const variable = 'VITEST_STRESS_REPLAY'
const runsVariable = 'VITEST_STRESS_REPLAY_RUNS'
const shrinkVariable = 'VITEST_STRESS_SHRINK'
const usualRuns = 3
const mostRuns = 100

type Fields = Record<string, unknown>

/**
 * What `VITEST_STRESS_REPLAY` (`<metrics.json>#<index>`) asks for, if it is set. By hand: a schema would load zod in every
 * run of Vitest. Throws `InputError` where there is nothing that could be replayed.
 */
export function readReplay(): ReplayOrder | null {
  const text = process.env[variable]
  if (text === undefined || text === '') return null
  const { path, index } = splitReference(text)
  const scenarios = readScenarios(path)
  const entry = scenarios[index]
  if (entry === undefined) {
    const all = scenarios.map((each, place) => `#${place} ${renderValue(each?.['name'])}`)
    const some = all.length > 10 ? [...all.slice(0, 9), `... #${all.length - 1}`] : all
    throw wrong({
      path: variable,
      expected: some.length === 0 ? 'a metrics file with scenarios' : `one of ${some.join(', ')}`,
      got: `#${index}`,
    })
  }
  return orderOf(entry, text, `${path}: scenarios[${index}]`)
}

function splitReference(text: string): { path: string; index: number } {
  const found = /^(.+)#(\d{1,6})$/s.exec(text)
  if (found) return { path: found[1]!, index: Number(found[2]) }
  const expected = 'a metrics file and the index of one of its scenarios: logs/metrics.json#0'
  throw wrong({ path: variable, expected, got: renderValue(text) })
}

function readScenarios(path: string): Fields[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const got = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    throw wrong({ path, expected: 'a metrics file that can be read', got })
  }
  const scenarios = (value as Fields | null)?.['scenarios']
  if (Array.isArray(scenarios)) return scenarios as Fields[]
  throw wrong({ path, expected: 'a metrics file, with `scenarios`', got: renderValue(value) })
}

function orderOf(entry: Fields, of: string, at: string): ReplayOrder {
  const problems: Problem[] = []
  const take = (name: string, expected: string, isRight: (value: unknown) => boolean): unknown => {
    const value = entry?.[name]
    if (!isRight(value)) problems.push({ path: `${at}.${name}`, expected, got: renderValue(value) })
    return value
  }
  const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
  const orNull = (isRight: (value: unknown) => boolean) => (value: unknown) =>
    value === null || isRight(value)
  const order = {
    of,
    name: take('name', 'the name of a test', isText) as string,
    file: take('file', 'the path of a test file', isText) as string,
    project: take('project', 'the name of a project, or null', orNull(isText)) as string | null,
    run: take('run', 'a number, or null', orNull(Number.isInteger)) as number | null,
    seed: take('seed', 'a 32-bit integer', (value) => value === ((value as number) | 0)) as number,
    faults: take('faults', 'what was to go wrong, or null', orNull(isObject)),
    historyHash: hashIn(entry),
    runs: readRuns(problems),
    shrinkTo: process.env[shrinkVariable] || null,
  }
  if (isObject(entry?.['capacity']))
    problems.push({ path: at, expected: 'a run', got: 'a search for the capacity, which is many' })
  if (problems.length > 0) throw wrong(...problems)
  return order
}

function hashIn(entry: Fields): string | null {
  const hash = (entry?.['reproduction'] as Fields | null | undefined)?.['history_hash']
  return typeof hash === 'string' ? hash : null
}

function readRuns(problems: Problem[]): number {
  const text = process.env[runsVariable]
  if (text === undefined || text === '') return usualRuns
  const runs = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (runs >= 1 && runs <= mostRuns) return runs
  problems.push({
    path: runsVariable,
    expected: `a whole number from 1 to ${mostRuns}`,
    got: renderValue(text),
  })
  return usualRuns
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(...problems: Problem[]): InputError {
  return new InputError('Environment', problems)
}
