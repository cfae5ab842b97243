import { resolve } from 'node:path'
import { runMetrics } from '../baseline/run-metrics.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'
import type { CompareTerms } from './compare/compare-scenario.ts'
import { readTokens } from './read-tokens.ts'

export interface CompareArguments {
  before: readonly string[]
  after: readonly string[]
  markdown: boolean
  terms: CompareTerms
}

const known = { texts: { margin: null, gate: null }, flags: { markdown: null, help: 'h' } } as const

export type ParsedArguments =
  | { kind: 'help' }
  | { kind: 'problems'; problems: Problem[] }
  | { kind: 'compare'; arguments: CompareArguments }

const usualMargin = 0.2
const usuallyGated = ['throughput', 'latency.p50']

/** Reads the arguments of `compare`, and finds everything that is wrong with them at once. */
export function parseCompareArguments(args: readonly string[]): ParsedArguments {
  const between = args.indexOf('--')
  const own = between < 0 ? args : args.slice(0, between)
  const { given, paths, problems } = readTokens(own, known)
  if (given.has('help')) return { kind: 'help' }
  const [before, after] = between < 0 ? [paths.slice(0, 1), paths.slice(1)] : [paths, args.slice(between + 1)]
  if (between < 0 && paths.length > 2) {
    const expected = '`--` between the files before and those after'
    problems.push({ path: '<before>', expected, got: `${paths.length} files` })
  }
  if (before.length === 0) problems.push({ path: '<before>', expected: 'a metrics file', got: 'none' })
  if (after.length === 0) problems.push({ path: '<after>', expected: 'a metrics file', got: 'none' })
  const places = [...before, ...after].map((path) => resolve(path))
  for (const [at, path] of [...before, ...after].entries())
    if (places.indexOf(places[at]!) !== at)
      problems.push({ path, expected: 'each file once', got: 'it again' })
  const margin = readMargin(given, problems)
  const gated = readGate(given, problems)
  if (problems.length > 0) return { kind: 'problems', problems }
  return {
    kind: 'compare',
    arguments: { before, after, markdown: given.has('markdown'), terms: { margin, gated } },
  }
}

type Given = ReadonlyMap<string, string | undefined>

function readMargin(given: Given, problems: Problem[]): number {
  if (!given.has('margin')) return usualMargin
  const text = given.get('margin')
  const margin = text === undefined || text.trim() === '' ? NaN : Number(text)
  if (margin > 0 && margin < Infinity) return margin
  problems.push({ path: '--margin', expected: 'a number above 0, as 0.2 for 20 %', got: renderValue(text) })
  return usualMargin
}

function readGate(given: Given, problems: Problem[]): readonly string[] {
  if (!given.has('gate')) return usuallyGated
  const names = runMetrics.map(({ name }) => name)
  const gated = (given.get('gate') ?? '').split(',').map((name) => name.trim())
  for (const name of gated)
    if (!names.includes(name)) problems.push(unknownName('--gate', name, names, 'metric'))
  return [...new Set(gated)]
}
