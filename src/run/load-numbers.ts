import type { ShrinkNumber } from '../chaos/shrink/shrinkable.ts'
import type { ScenarioCase } from '../model/scenario-case.ts'
import type { ScenarioLoad } from '../model/scenario.ts'

type CaseNumber = ShrinkNumber<ScenarioCase>
type Options = Readonly<Record<string, unknown>>

/** How many send, and how much. Each option of a load that is a count or a length. */
export function loadNumbers(given: ScenarioCase, loads: readonly ScenarioLoad[]): CaseNumber[] {
  return loads.flatMap(({ name, options }) => {
    const changes = (name === null ? given.load : (given.load?.[name] as Options | undefined)) ?? {}
    const now: Options = { ...options, ...changes }
    const change = (more: Options): ScenarioCase => ({
      ...given,
      load: name === null ? { ...changes, ...more } : { ...given.load, [name]: { ...changes, ...more } },
    })
    const path = name === null ? 'load' : `loads.${name}`
    const counts = (['agents', 'concurrency', 'iterations'] as const).flatMap((key): CaseNumber[] => {
      const value = now[key]
      if (typeof value !== 'number') return []
      const lowered = (lower: number): ScenarioCase => change({ [key]: lower })
      return [{ name: `${path}.${key}`, value, least: 1, by: 'exact', with: lowered }]
    })
    return [...counts, ...durationNumbers(path, now, change)]
  })
}

/** At a constant rate, a duration is a number of iterations. */
function durationNumbers(path: string, now: Options, change: (more: Options) => ScenarioCase): CaseNumber[] {
  const { durationMs, ratePerSecond, executor } = now
  if (typeof durationMs !== 'number') return []
  const name = `${path}.durationMs`
  if (executor !== 'constant-arrival-rate' || typeof ratePerSecond !== 'number') {
    return [
      { name, value: durationMs, least: 1, by: 'halves', with: (lower) => change({ durationMs: lower }) },
    ]
  }
  const everyMs = 1000 / ratePerSecond
  const value = Math.ceil(durationMs / everyMs)
  const lowered = (lower: number): ScenarioCase => change({ durationMs: lower * everyMs })
  return [{ name, value, least: 1, by: 'exact', with: lowered }]
}
