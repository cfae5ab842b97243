import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { readTokens } from './read-tokens.ts'

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

const known = { texts: { config: 'c', project: null }, flags: { json: null, help: 'h' } } as const

/** Reads the arguments of `validate-queue`, and finds everything that is wrong with them at once. */
export function parseValidateQueueArguments(args: readonly string[], folder: string): ParsedArguments {
  const { given, paths, problems } = readTokens(args, known)
  for (const name of Object.keys(known.texts)) {
    if (given.has(name) && !given.get(name))
      problems.push({ path: `--${name}`, expected: 'a value', got: 'nothing' })
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
