import type { HistoryChecker } from '../check/history/checker.ts'
import { historyCheckers } from '../check/history/history-checkers.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName } from '../foundation/schema.ts'
import { readTokens } from './read-tokens.ts'

export interface CheckArguments {
  /** One history, or those of several workers. */
  paths: readonly string[]
  /** How far their clocks may differ, in the unit of their times. */
  clockOffset: number
  checker: HistoryChecker
  /** Have gone through the checker's schema. */
  options: unknown
  draw: boolean
}

const known = {
  texts: { checker: null, options: null, 'clock-offset': null },
  flags: { draw: null, help: 'h' },
} as const

export type ParsedArguments =
  | { kind: 'help' }
  | { kind: 'problems'; problems: Problem[] }
  | { kind: 'check'; arguments: CheckArguments }

/** Reads the arguments of `check`, and finds everything that is wrong with them at once. */
export function parseCheckArguments(args: readonly string[]): ParsedArguments {
  const { given, paths, problems } = readTokens(args, known)
  if (given.has('help')) return { kind: 'help' }
  if (paths.length === 0) problems.push({ path: '<history>', expected: 'a file', got: 'none' })
  const clockOffset = readClockOffset(given, paths, problems)
  const checker = readChecker(given, problems)
  const options = readOptions(given, checker, problems)
  if (problems.length > 0 || checker === undefined) return { kind: 'problems', problems }
  return { kind: 'check', arguments: { paths, clockOffset, checker, options, draw: given.has('draw') } }
}

type Given = ReadonlyMap<string, string | undefined>

/** Several clocks differ by something: to take that for nothing would be a guess. */
function readClockOffset(given: Given, paths: readonly string[], problems: Problem[]): number {
  const path = '--clock-offset'
  const text = given.get('clock-offset')
  if (!given.has('clock-offset')) {
    if (paths.length < 2) return 0
    problems.push({ path, expected: 'how far the clocks of several histories may differ', got: 'nothing' })
    return 0
  }
  const offset = text === undefined || text.trim() === '' ? NaN : Number(text)
  if (Number.isFinite(offset) && offset >= 0) return offset
  problems.push({ path, expected: 'a number of 0 or more', got: renderValue(text) })
  return 0
}

function readChecker(given: Given, problems: Problem[]): HistoryChecker | undefined {
  const names = historyCheckers.map(({ name }) => name)
  const name = given.get('checker')
  if (name === undefined) {
    problems.push({ path: '--checker', expected: `one of ${names.join(', ')}`, got: 'nothing' })
    return undefined
  }
  const found = historyCheckers.find((checker) => checker.name === name)
  if (!found) problems.push(unknownName('--checker', name, names, 'checker'))
  return found
}

function readOptions(given: Given, checker: HistoryChecker | undefined, problems: Problem[]): unknown {
  const text = given.has('options') ? given.get('options') : '{}'
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    problems.push({ path: '--options', expected: 'JSON', got: text === undefined ? 'nothing' : text })
    return undefined
  }
  if (!checker) return undefined
  const checked = check(checker.optionsSchema, value, '')
  if (checked.ok) return checked.value
  problems.push(
    ...checked.problems.map((problem) => ({
      ...problem,
      path: `--options${problem.path === '' ? '' : ` ${problem.path}`}`,
    })),
  )
  return undefined
}
