import type { Shrinkable, ShrinkNumber } from '../chaos/shrink/shrinkable.ts'
import type { FaultEntry, ScenarioCase } from '../model/scenario-case.ts'
import type { Scenario } from '../model/scenario.ts'
import { loadNumbers } from './load-numbers.ts'

type CaseNumber = ShrinkNumber<ScenarioCase>
type Places = Readonly<Record<string, unknown>>

/** What of the cases of a scenario can be left out, and lowered: first where faults strike, then the load, then how long faults last. */
export function shrinkableCase({ loads }: Scenario): Shrinkable<ScenarioCase, FaultEntry> {
  return {
    faultsOf: ({ faults }) => faults,
    withFaults: (given, faults) => ({ ...given, faults }),
    numbersOf: (given) => [
      ...given.faults.flatMap((fault, place) => placeNumbers(given, fault, place)),
      ...loadNumbers(given, loads),
      ...given.faults.flatMap((fault, place) => lengthNumbers(given, fault, place)),
    ],
  }
}

/** When a fault opens. Where it ends at a place of the same sort, that comes along. */
function placeNumbers(given: ScenarioCase, fault: FaultEntry, place: number): CaseNumber[] {
  const at = fault.at as Places
  const sort = (['operations', 'call', 'ms'] as const).find((name) => typeof at[name] === 'number')
  if (sort === undefined) return []
  const value = at[sort] as number
  const until = fault.until as Places | undefined
  const end = until?.[sort]
  const change = (lower: number): Partial<FaultEntry> => ({
    at: { ...at, [sort]: lower } as FaultEntry['at'],
    ...(typeof end === 'number'
      ? { until: { ...until, [sort]: end - (value - lower) } as NonNullable<FaultEntry['until']> }
      : {}),
  })
  const least = Math.min(value, sort === 'call' ? 1 : 0)
  const by = sort === 'ms' ? 'halves' : 'exact'
  const name = `faults[${place}].at.${sort}`
  return [{ name, value, least, by, with: (lower) => withFault(given, place, change(lower)) }]
}

/** How long a fault lasts, and its own durations. */
function lengthNumbers(given: ScenarioCase, fault: FaultEntry, place: number): CaseNumber[] {
  const until = (fault.until ?? {}) as Places
  const ends = (['times', 'forMs'] as const).flatMap((sort): CaseNumber[] => {
    const value = until[sort]
    if (typeof value !== 'number') return []
    const changed = (lower: number) => ({
      until: { [sort]: lower } as unknown as NonNullable<FaultEntry['until']>,
    })
    const name = `faults[${place}].until.${sort}`
    const by = sort === 'times' ? 'exact' : 'halves'
    return [
      {
        name,
        value,
        least: Math.min(value, 1),
        by,
        with: (lower) => withFault(given, place, changed(lower)),
      },
    ]
  })
  const own = Object.entries(fault).flatMap(([key, value]): CaseNumber[] => {
    if (!key.endsWith('Ms') || typeof value !== 'number') return []
    const name = `faults[${place}].${key}`
    const least = Math.min(value, 1)
    return [{ name, value, least, by: 'halves', with: (lower) => withFault(given, place, { [key]: lower }) }]
  })
  return [...ends, ...own]
}

function withFault(given: ScenarioCase, place: number, change: Partial<FaultEntry>): ScenarioCase {
  const faults = given.faults.map((fault, index) => (index === place ? { ...fault, ...change } : fault))
  return { ...given, faults }
}
