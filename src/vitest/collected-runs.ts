import type { ScenarioMetrics } from '../model/metrics.ts'
import { invalidMetrics } from '../run/invalid-metrics.ts'
import { withIsolation } from '../run/with-isolation.ts'
import { runNumberOf, testIdOf } from './run-id.ts'
import type { WatchedRun } from './watched-run.ts'

/** The metrics of one run of Vitest, from whichever way they came. */
export class CollectedRuns {
  readonly #metrics: ScenarioMetrics[] = []
  readonly #runsOfTest = new Map<string, number>()

  /**
   * Takes what a test left in its meta. Called once for each result, since a merge of reports has several results under
   * one id.
   */
  add(testId: string, runs: readonly ScenarioMetrics[]): void {
    this.#metrics.push(...runs)
    this.#runsOfTest.set(testId, (this.#runsOfTest.get(testId) ?? 0) + runs.length)
  }

  has(testId: string): boolean {
    return this.#runsOfTest.has(testId)
  }

  get metrics(): readonly ScenarioMetrics[] {
    return this.#metrics
  }

  /** What only the main process saw: runs whose test never came to its end. */
  missed(watched: Iterable<WatchedRun>): ScenarioMetrics[] {
    return [...watched]
      .filter(({ identity: { id } }) => runNumberOf(id) > (this.#runsOfTest.get(testIdOf(id)) ?? 0))
      .map(metricsOf)
  }
}

function metricsOf({ identity, progress, metrics, lostBecause }: WatchedRun): ScenarioMetrics {
  if (metrics) return metrics
  const problem = lostBecause ?? 'the run of Vitest was ended while it was under way'
  const lost = invalidMetrics(identity, [problem], 'error', progress ?? undefined)
  // Where a failure is expected, one that nobody saw to its end is none.
  if (progress?.isolation === undefined || identity.expectedVerdict === 'fail') return lost
  return withIsolation({ metrics: lost, recording: null, evidence: null }, progress.isolation).metrics
}
