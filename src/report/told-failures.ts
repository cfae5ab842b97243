import type { FailureMetrics, ScenarioMetrics } from '../model/metrics.ts'

/** Why iterations failed, the most frequent reasons first, each in one line; what the problems tell already is not repeated. Pure. */
export function toldFailures(
  { failures, problems }: Pick<ScenarioMetrics, 'failures' | 'problems'>,
  most: number,
): FailureMetrics[] {
  // Examples stand in one line, and may be cut.
  const told = problems.map((problem) => problem.replaceAll(/\n\s*/g, '; '))
  return (failures ?? []).slice(0, most).map((failure) => {
    const example = failure.example.split('\n')[0]!
    const known = example !== '' && told.some((problem) => problem.includes(`: ${example}`))
    return { ...failure, example: known ? 'as told above' : example }
  })
}
