import { sharePlan } from '../load/share-plan.ts'
import { agentsOfScenario, plannedIterationsOf } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import type { WorkerPlace } from '../model/workers.ts'
import type { MetricSummary } from '../record/custom/custom-metric.ts'
import { stretchesFor } from './stretches-for.ts'
import type { WorkerOrder } from './worker-wire.ts'

/** What one of the scenario's workers is told to do. `judgedLater`: matchers will look at what was recorded. */
export function shareRun(
  scenario: Scenario,
  module: string,
  index: number,
  judgedLater = false,
): WorkerOrder {
  const { kind, seed, loads, hookTimeoutMs, sometimes, timeLimitMs, clearAwayMs, leaks, metrics } = scenario
  const place = { index, count: scenario.workers.count }
  const shares = loads.map((load) => ({ load, ...sharePlan(load.plan, place) }))
  return {
    module,
    place,
    scenario: {
      kind,
      seed,
      loads: shares.map(({ load, plan }) => ({ ...load, plan })),
      hookTimeoutMs,
      sometimes,
      timeLimitMs,
      clearAwayMs,
      leaks,
    },
    indices: shares.map(({ load, indices }) => [load.name, indices]),
    plannedIterations: plannedIterationsOf(scenario),
    startsBefore: startsBefore(scenario, place),
    agents: agentsOfScenario(scenario),
    stretches: stretchesFor(scenario, judgedLater),
    metrics: Object.entries(metrics).map(([name, metric]) => [name, plain(metric.take())]),
  }
}

/** How many starts of all loads the workers before this one have; null where a load is bounded by time alone. */
function startsBefore({ loads }: Scenario, { index, count }: WorkerPlace): number | null {
  let starts = 0
  for (const { plan } of loads) {
    if (plan.plannedIterations === null) return null
    for (let other = 0; other < index; other++)
      starts += sharePlan(plan, { index: other, count }).plan.plannedIterations!
  }
  return starts
}

/** Without samples there is no series to send. */
function plain(summary: object): MetricSummary {
  return Object.fromEntries(Object.entries(summary).filter(([name]) => name !== 'series')) as never
}
