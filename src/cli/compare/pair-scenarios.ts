import type { StoredRun } from './stored-run.ts'

export interface ScenarioRuns {
  before: StoredRun[]
  after: StoredRun[]
}

/** The runs of each scenario, in the order in which they first come. One that is meant to fail is no measure of speed. */
export function pairScenarios(before: readonly StoredRun[], after: readonly StoredRun[]): ScenarioRuns[] {
  const found = new Map<string, ScenarioRuns>()
  for (const [side, runs] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const run of runs) {
      if (run.expected_verdict === 'fail') continue
      const key = JSON.stringify([run.file, run.name, run.project])
      const pair = found.get(key) ?? { before: [], after: [] }
      pair[side].push(run)
      found.set(key, pair)
    }
  }
  return [...found.values()]
}
