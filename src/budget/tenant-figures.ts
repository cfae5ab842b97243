import type { TenantsMetrics } from '../model/tenant-metrics.ts'
import type { Recording } from '../record/recording.ts'
import { measureGroup } from './measure-group.ts'

/** Finer than this no response time is told apart. */
const leastMs = 0.001

/** Each load beside what it was alone; null where no load ran alone. Pure. */
export function tenantFigures(recording: Recording): TenantsMetrics | null {
  const { alone } = recording
  if (alone === null) return null
  const each = Object.fromEntries(
    recording.loads.flatMap(({ name }) => (name === null ? [] : [[name, figuresOf(recording, name)]])),
  )
  return { each, jain: jainOf(Object.values(each).map(({ p99_ratio: ratio }) => ratio)) }
}

function figuresOf(recording: Recording, load: string): TenantsMetrics['each'][string] {
  const stats = measureGroup(recording, { load }).response.stats()
  const p99 = stats?.p99_ms ?? null
  const alone = recording.alone?.get(load)?.p99Ms ?? null
  return {
    p99_ms: p99,
    alone_p99_ms: alone,
    p99_ratio: p99 === null || alone === null ? null : Math.max(p99, leastMs) / Math.max(alone, leastMs),
    samples: stats?.count ?? 0,
  }
}

/** (Σx)² / (n Σx²) of x = 1 / ratio. null where one of them is not known: the others may be as fair as they like. */
function jainOf(ratios: readonly (number | null)[]): number | null {
  const known = ratios.filter((ratio) => ratio !== null)
  if (known.length === 0 || known.length < ratios.length) return null
  const sum = known.reduce((total, ratio) => total + 1 / ratio, 0)
  const squares = known.reduce((total, ratio) => total + 1 / ratio ** 2, 0)
  return (sum * sum) / (known.length * squares)
}
