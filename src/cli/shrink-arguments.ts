import { readFileSync } from 'node:fs'
import { renderValue, type Problem } from '../foundation/problem.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { readTokens } from './read-tokens.ts'

export interface ShrinkArguments {
  /** For `VITEST_STRESS_REPLAY`: `logs/metrics.json#3`. */
  reference: string
  scenario: Pick<ScenarioMetrics, 'name' | 'file' | 'run'>
  config: string | null
}

export type ParsedArguments =
  | { kind: 'help' }
  | { kind: 'problems'; problems: Problem[] }
  | { kind: 'shrink'; arguments: ShrinkArguments }

const known = { texts: { config: 'c' }, flags: { help: 'h' } } as const

/** Reads the arguments of `shrink`, and which scenario of the metrics they mean; all that is wrong with them at once. */
export function parseShrinkArguments(args: readonly string[]): ParsedArguments {
  const { given, paths, problems } = readTokens(args, known)
  if (given.has('help')) return { kind: 'help' }
  if (given.has('config') && !given.get('config'))
    problems.push({ path: '--config', expected: 'a value', got: 'nothing' })
  const [path] = paths
  if (path === undefined || paths.length > 1) {
    const got = path === undefined ? 'none' : renderValue(paths)
    problems.push({ path: '<metrics.json>', expected: 'one metrics file', got })
    return { kind: 'problems', problems }
  }
  const [, file = path, index] = /^(.+)#(\d{1,6})$/s.exec(path) ?? []
  const chosen = chooseScenario(file, index === undefined ? null : Number(index))
  if ('problem' in chosen) problems.push(chosen.problem)
  if ('problem' in chosen || problems.length > 0) return { kind: 'problems', problems }
  const reference = `${file}#${chosen.index}`
  const config = given.get('config') ?? null
  return { kind: 'shrink', arguments: { reference, scenario: chosen.scenario, config } }
}

type Chosen = { index: number; scenario: ShrinkArguments['scenario'] } | { problem: Problem }

/** The one that is named, or else the only one that failed while something went wrong on purpose. */
function chooseScenario(path: string, index: number | null): Chosen {
  let value: { scenarios?: unknown } | null
  try {
    value = JSON.parse(readFileSync(path, 'utf8')) as typeof value
  } catch (error) {
    const got = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    return { problem: { path, expected: 'a metrics file that can be read', got } }
  }
  if (!Array.isArray(value?.scenarios))
    return { problem: { path, expected: 'a metrics file, with `scenarios`', got: renderValue(value) } }
  const scenarios = value.scenarios as (ScenarioMetrics | null)[]
  const failed = [...scenarios.keys()].filter((place) => canBeShrunk(scenarios[place]))
  const [only] = failed
  const place = index ?? (failed.length === 1 ? only! : -1)
  const scenario = scenarios[place]
  if (scenario && canBeShrunk(scenario)) return { index: place, scenario }
  const names = failed.slice(0, 10).map((each) => `#${each} "${scenarios[each]!.name}"`)
  const expected =
    names.length > 0
      ? `one of its scenarios that failed under faults: ${names.join(', ')}`
      : 'a file with a scenario that failed under faults'
  return { problem: { path, expected, got: index === null ? `${failed.length} of them` : `#${index}` } }
}

function canBeShrunk(scenario: ScenarioMetrics | null | undefined): boolean {
  const { kind, verdict, faults, name, file } = scenario ?? {}
  const isOneRun = kind !== 'comparison'
  return (
    verdict === 'fail' && isOneRun && Boolean(faults) && typeof name === 'string' && typeof file === 'string'
  )
}
