import type { Progress } from '../model/wire.ts'

/** Where a run stands that several workers share. */
export function sumProgress(
  whole: Pick<Progress, 'plannedMs' | 'plannedIterations'>,
  parts: readonly Progress[],
): Progress {
  const sum = (of: (part: Progress) => number): number => parts.reduce((total, part) => total + of(part), 0)
  const sumOrNull = (of: (part: Progress) => number | null): number | null =>
    parts.length === 0 || parts.some((part) => of(part) === null) ? null : sum((part) => of(part)!)
  const slowest = parts.flatMap(({ p95Ms }) => p95Ms ?? [])
  return {
    ...whole,
    elapsedMs: Math.max(0, ...parts.map(({ elapsedMs }) => elapsedMs)),
    started: sum(({ started }) => started),
    succeeded: sum(({ succeeded }) => succeeded),
    failed: sum(({ failed }) => failed),
    dropped: sum(({ dropped }) => dropped),
    inFlight: sum(({ inFlight }) => inFlight),
    startsPerSecond: sumOrNull(({ startsPerSecond }) => startsPerSecond),
    plannedPerSecond: sumOrNull(({ plannedPerSecond }) => plannedPerSecond),
    // Of the slowest worker: for a glance while it runs, no histograms are sent.
    p95Ms: slowest.length === 0 ? null : Math.max(...slowest),
  }
}
