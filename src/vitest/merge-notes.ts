import type { MergedReport } from '../model/metrics.ts'

/** What a reader of merged figures should know, though it is no fault. */
export function mergeNotes(copies: number, mergedFrom: readonly MergedReport[]): string[] {
  const machines = new Set(
    mergedFrom.map(({ environment }) => JSON.stringify({ ...environment, commit: null })),
  )
  const commits = new Set(mergedFrom.map(({ environment }) => environment.commit))
  return [
    ...(copies > 0
      ? [`stress  ${copies} test files came again, in copies of the same report: each is counted once`]
      : []),
    ...(machines.size > 1
      ? ['stress  the reports are of machines that differ: see merged_from in the metrics']
      : []),
    ...(commits.size > 1 ? [`stress  the reports are of different commits: ${[...commits].join(', ')}`] : []),
  ]
}
