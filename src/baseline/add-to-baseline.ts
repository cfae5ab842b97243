import type { BaselineFile, BaselineRun } from '../model/baseline.ts'
import { differences } from './differences.ts'
import type { ReadBaseline } from './read-baseline.ts'

/** Older ones go: what was long ago says less of now. */
export const mostRuns = 30

/**
 * The baseline with one more run. One that cannot be held against it (another plan, another machine), or that cannot be read,
 * is begun anew, and that is said.
 */
export function addToBaseline(
  before: ReadBaseline,
  now: Omit<BaselineFile, 'runs'>,
  run: BaselineRun,
): { baseline: BaselineFile; notes: string[] } {
  if (!before.ok) {
    const notes = before.missing ? [] : [`begun anew: ${before.problem}`]
    return { baseline: { ...now, runs: [run] }, notes }
  }
  const { problems, notes } = differences(before.baseline, now)
  if (problems.length > 0)
    return { baseline: { ...now, runs: [run] }, notes: [`begun anew: ${problems.join('; ')}`] }
  return { baseline: { ...now, runs: [...before.baseline.runs, run].slice(-mostRuns) }, notes }
}
