import { measureGroup, type GroupMeasure } from '../budget/measure-group.ts'
import { agentsOf } from '../model/load-plan.ts'
import type { LoadMetrics, ScenarioMetrics } from '../model/metrics.ts'
import type { Scenario, ScenarioLoad } from '../model/scenario.ts'
import type { LoadRecording, Recording } from '../record/recording.ts'

/** The plan, where there is one load; each load by its name, where there are several. */
export function loadSections(
  { loads }: Scenario,
  recording: Recording,
): Pick<ScenarioMetrics, 'plan' | 'loads'> {
  const [only] = loads
  if (only?.name === null) return { plan: planSummary(only, recording.loads[0]!), loads: null }
  const sections = loads.map((load, index): [string, LoadMetrics] => [
    load.name!,
    loadSection(load, recording.loads[index]!, recording),
  ])
  return { plan: null, loads: Object.fromEntries(sections) }
}

function loadSection(load: ScenarioLoad, own: LoadRecording, recording: Recording): LoadMetrics {
  const steady = measureGroup(recording, { load: load.name! })
  const duration = own.activeMs / 1000
  return {
    plan: planSummary(load, own),
    start_after_ms: load.startAfterMs,
    total_processed: own.succeeded + own.failed,
    success_count: own.succeeded,
    failure_count: own.failed,
    dropped_iterations: own.dropped,
    unfinished_iterations: own.unfinished,
    duration,
    throughput: duration > 0 ? own.succeeded / duration : null,
    ...latencySections(steady),
  }
}

/** The three series: their figures, and their histograms to be merged. */
export function latencySections({ response, service, lateness }: GroupMeasure) {
  return {
    latency: {
      response: response.stats(),
      service: service.stats(),
      lateness: lateness?.stats() ?? null,
    },
    histograms: {
      response: response.encode(),
      service: service.encode(),
      lateness: lateness?.encode() ?? null,
    },
  }
}

function planSummary(
  { plan, options }: ScenarioLoad,
  { warmupMs, foundWarmup }: LoadRecording,
): NonNullable<ScenarioMetrics['plan']> {
  const given = warmupMs > 0 ? 'given' : null
  return {
    executor: plan.executor,
    model: plan.model,
    planned_iterations: plan.plannedIterations,
    planned_ms: plan.plannedMs,
    warmup_ms: warmupMs,
    warmup_found: foundWarmup ? 'auto' : given,
    drain_ms: plan.drainMs,
    iteration_timeout_ms: plan.iterationTimeoutMs,
    agents: agentsOf(plan).length,
    options,
  }
}
