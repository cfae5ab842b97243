import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'

export interface ValidateQueueArguments {
  /** Absolute. */
  modulePath: string
  /** As it was written. */
  shownPath: string
  json: boolean
  config: string | null
  project: string | null
}

export type ParsedArguments =
  | { kind: 'help' }
  | { kind: 'problems'; problems: Problem[] }
  | { kind: 'validate'; arguments: ValidateQueueArguments }

const texts = ['config', 'project']
const flags = ['json', 'help']

/** Reads the arguments of `validate-queue`, and finds everything that is wrong with them at once. */
export function parseValidateQueueArguments(args: readonly string[], folder: string): ParsedArguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string', short: 'c' },
      project: { type: 'string' },
      json: { type: 'boolean' },
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
    const problem = problemOf(token, given)
    if (problem) problems.push(problem)
    else given.set(token.name, token.value)
  }
  if (given.has('help')) return { kind: 'help' }
  problems.push(...pathProblems(paths, folder))
  const config = given.get('config')
  if (config !== undefined && !isFile(resolve(folder, config)))
    problems.push({ path: '--config', expected: 'a file', got: renderValue(config) })
  if (problems.length > 0) return { kind: 'problems', problems }
  const [shownPath] = paths as [string]
  const modulePath = resolve(folder, shownPath)
  return {
    kind: 'validate',
    arguments: {
      modulePath,
      shownPath,
      json: given.has('json'),
      config: config ?? null,
      project: given.get('project') ?? null,
    },
  }
}

interface OptionToken {
  name: string
  rawName: string
  value?: string | undefined
}

function problemOf(
  { name, rawName, value }: OptionToken,
  given: ReadonlyMap<string, unknown>,
): Problem | null {
  if (![...texts, ...flags].includes(name)) return unknownName(rawName, name, [...texts, ...flags], 'option')
  if (given.has(name)) return { path: rawName, expected: 'it once', got: 'it again' }
  if (texts.includes(name) && !value) return { path: rawName, expected: 'a value', got: 'nothing' }
  if (flags.includes(name) && value !== undefined)
    return { path: rawName, expected: 'no value', got: renderValue(value) }
  return null
}

function pathProblems(paths: readonly string[], folder: string): Problem[] {
  if (paths.length !== 1) {
    const got = paths.length === 0 ? 'none' : paths.join(' ')
    return [{ path: '<module>', expected: 'one file', got }]
  }
  const [path] = paths as [string]
  if (isFile(resolve(folder, path))) return []
  return [{ path: '<module>', expected: 'a file', got: `${renderValue(path)}, which is none` }]
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
