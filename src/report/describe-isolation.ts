import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import { formatCount } from './format.ts'

/** How a run was kept inside its process, and how far that can be relied on, as one line. */
export function describeIsolation({ strength, surfaces, attempts, violations }: IsolationMetrics): string {
  const allowed = attempts.reduce((sum, { blocked, count }) => sum + (blocked ? 0 : count), 0)
  const by = (coverage: string): string[] =>
    Object.keys(surfaces).filter((surface) => surfaces[surface] === coverage)
  const watched = [
    { names: by('enforced'), how: 'enforced by Node' },
    { names: by('intercepted'), how: 'intercepted, not enforced' },
    { names: by('unguarded'), how: 'not guarded' },
  ].filter(({ names }) => names.length > 0)
  return [
    `${strength}, ${formatCount(violations)} blocked, ${formatCount(allowed)} allowed`,
    ...watched.map(({ names, how }) => `${how}: ${names.join(', ')}`),
  ].join('; ')
}
