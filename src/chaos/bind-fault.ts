import { renderValue, type Problem } from '../foundation/problem.ts'
import { listNames, unknownName } from '../foundation/schema.ts'
import type { CallFault, FaultSite, WindowDefinition } from './fault.ts'
import { kindOfSite, type FaultPoint } from './fault-point.ts'
import type { BoundFault, PlannedFault } from './planned-fault.ts'

export type Bound = { fault: BoundFault } | { problem: Problem }

/** Finds what a fault acts on among the points of a target. */
export function bindFault(planned: PlannedFault, points: readonly FaultPoint[], path: string): Bound {
  const { on } = planned.scheduled
  const named = on === null ? points : points.filter(({ name }) => name === on)
  if (on !== null && named.length === 0) {
    const names = points.map(({ name }) => name)
    return { problem: unknownName(`${path}.on`, on, names, 'fault point') }
  }
  const { definition } = planned
  return 'sites' in definition
    ? bindCalls(planned, definition, named, path)
    : bindWindow(planned, definition, named, path)
}

/** Sites that the scenario names; otherwise the first that is there. */
function bindCalls(
  planned: PlannedFault,
  definition: CallFault,
  named: readonly FaultPoint[],
  path: string,
): Bound {
  const { kind, on, sites } = planned.scheduled
  const wanted = (sites.length > 0 ? sites : definition.sites) as readonly FaultSite[]
  const first = wanted.find((site) => named.some(({ kinds }) => kinds.includes(kindOfSite(site))))
  if (first === undefined) {
    const expected = `a target with ${listNames([...new Set(wanted.map(kindOfSite))])} for "${kind}": the kit's processor and queues are recognised, anything else is named in \`faultPoints\``
    return { problem: { path: `${path}.on`, expected, got: found(on, named) } }
  }
  const kindOfPoint = kindOfSite(first)
  const candidates = named.filter(({ kinds }) => kinds.includes(kindOfPoint))
  const other = wanted.find((site) => sites.length > 0 && kindOfSite(site) !== kindOfPoint)
  if (other !== undefined) {
    const expected = `sites of one fault point: give "${other}" a fault of its own`
    return { problem: { path: `${path}.sites`, expected, got: listNames(wanted) } }
  }
  if (candidates.length > 1) return { problem: ambiguous(path, candidates) }
  const [point = null] = candidates
  return { fault: { ...planned, point, sites: sites.length > 0 ? wanted : [first] } }
}

function bindWindow(
  planned: PlannedFault,
  { point: needs }: WindowDefinition,
  named: readonly FaultPoint[],
  path: string,
): Bound {
  const { kind, on } = planned.scheduled
  if (needs === null) {
    if (on === null) return { fault: { ...planned, point: null, sites: [] } }
    const expected = `nothing: "${kind}" acts on the process of the load itself`
    return { problem: { path: `${path}.on`, expected, got: renderValue(on) } }
  }
  const candidates = named.filter(({ value }) => needs.accepts(value))
  if (candidates.length > 1) return { problem: ambiguous(path, candidates) }
  const [point] = candidates
  if (point !== undefined) return { fault: { ...planned, point, sites: [] } }
  const expected = `${needs.expected} for "${kind}", named in \`faultPoints\``
  return { problem: { path: `${path}.on`, expected, got: found(on, named) } }
}

function ambiguous(path: string, candidates: readonly FaultPoint[]): Problem {
  const expected = `one of ${listNames(candidates.map(({ name }) => name))}, because it could act on each`
  return { path: `${path}.on`, expected, got: 'nothing' }
}

function found(on: string | null, points: readonly FaultPoint[]): string {
  if (on !== null) return `"${on}", which is something else`
  if (points.length === 0) return 'a target without any'
  return `a target with ${listNames(points.map(({ name }) => name))}`
}
