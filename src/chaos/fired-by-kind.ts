import type { ExecutedFault } from '../model/fault-metrics.ts'

/** How often the faults of each kind had their effect, together. */
export function firedByKind(schedule: readonly ExecutedFault[]): Record<string, number> {
  const byKind = new Map<string, number>()
  for (const { kind, fired } of schedule) byKind.set(kind, (byKind.get(kind) ?? 0) + fired)
  return Object.fromEntries(byKind)
}
