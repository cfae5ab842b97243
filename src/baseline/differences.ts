import { isDeepStrictEqual } from 'node:util'
import { renderValue } from '../foundation/problem.ts'
import type { BaselineFile, BaselinePlan, Machine } from '../model/baseline.ts'

/** What makes a machine another one. */
const decisive = ['cpu', 'cores', 'cpu_limit', 'memory_limit_bytes', 'node', 'os'] as const
/** What may be just what is to be compared. */
const told = ['lockfile', 'vitest_stress'] as const

export interface Differences {
  /** Why the two cannot be held against each other. */
  problems: string[]
  /** What else is not the same. */
  notes: string[]
}

/** What differs between a baseline and a run that is now. */
export function differences(
  baseline: Pick<BaselineFile, 'plan' | 'machine'>,
  now: { plan: BaselinePlan; machine: Machine },
): Differences {
  const fields = Object.keys(baseline.plan) as (keyof BaselinePlan)[]
  const ofPlan = fields
    .filter((field) => !isDeepStrictEqual(baseline.plan[field], now.plan[field]))
    .map((field) => `another plan: ${field} ${whatDiffers(baseline.plan[field], now.plan[field])}`)
  const ofMachine = decisive
    .filter((field) => baseline.machine[field] !== now.machine[field])
    .map((field) => `another machine: ${field} was ${shown(baseline, field)}, and is ${shown(now, field)}`)
  const notes = told
    .filter((field) => baseline.machine[field] !== now.machine[field])
    .map((field) => `${field} was ${shown(baseline, field)}, and is ${shown(now, field)}`)
  return { problems: [...ofPlan, ...ofMachine], notes }
}

function shown({ machine }: { machine: Machine }, field: keyof Machine): string {
  const value = machine[field]
  if (value !== null) return String(value)
  return field === 'lockfile' ? 'not there' : 'not limited'
}

/** The deepest single place, so that a person need not search for it. */
function whatDiffers(before: unknown, now: unknown, path = ''): string {
  if (isRecord(before) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    const [key, ...others] = keys.filter((each) => !isDeepStrictEqual(before[each], now[each]))
    if (key !== undefined && others.length === 0) return whatDiffers(before[key], now[key], `${path}.${key}`)
  }
  const where = path === '' ? '' : `(${path.slice(1)}) `
  return `${where}was ${renderValue(before)}, and is ${renderValue(now)}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
