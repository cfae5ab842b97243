import { parseArgs } from 'node:util'
import type { HistoryChecker } from '../check/history/checker.ts'
import { historyCheckers } from '../check/history/history-checkers.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName } from '../foundation/schema.ts'

export interface CheckArguments {
  path: string
  checker: HistoryChecker
  /** Have gone through the checker's schema. */
  options: unknown
  draw: boolean
}

/** The options of the command line: those with a text, and those that are just there. */
const texts = ['checker', 'options'] as const
const flags = ['draw', 'help'] as const

export type ParsedArguments =
  | { kind: 'help' }
  | { kind: 'problems'; problems: Problem[] }
  | { kind: 'check'; arguments: CheckArguments }

/** Reads the arguments of `check`, and finds everything that is wrong with them at once. */
export function parseCheckArguments(args: readonly string[]): ParsedArguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      checker: { type: 'string' },
      options: { type: 'string' },
      draw: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const problems: Problem[] = []
  const given = new Map<string, string | undefined>()
  const paths: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value)
    if (token.kind !== 'option') continue
    if (![...texts, ...flags].some((name) => name === token.name)) {
      problems.push(unknownName(token.rawName, token.name, [...texts, ...flags], 'option'))
    } else if (given.has(token.name)) {
      problems.push({ path: token.rawName, expected: 'it once', got: 'it again' })
    } else {
      given.set(token.name, token.value)
    }
  }
  if (given.has('help')) return { kind: 'help' }
  const draw = readDraw(given, problems)
  const path = readPath(paths, problems)
  const checker = readChecker(given, problems)
  const options = readOptions(given, checker, problems)
  if (problems.length > 0 || path === undefined || checker === undefined)
    return { kind: 'problems', problems }
  return { kind: 'check', arguments: { path, checker, options, draw } }
}

type Given = ReadonlyMap<string, string | undefined>

function readDraw(given: Given, problems: Problem[]): boolean {
  const value = given.get('draw')
  if (value !== undefined) problems.push({ path: '--draw', expected: 'no value', got: renderValue(value) })
  return given.has('draw')
}

function readPath(paths: readonly string[], problems: Problem[]): string | undefined {
  if (paths.length !== 1) {
    const got = paths.length === 0 ? 'none' : paths.join(' ')
    problems.push({ path: '<history>', expected: 'one file', got })
  }
  return paths[0]
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
