import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Cause } from '../model/verdict.ts'
import type { Progress, RunIdentity } from '../model/wire.ts'

/** Metrics of a run of which little or nothing is known: bad input, a target that failed to start, a dead worker. */
export function invalidMetrics(
  identity: RunIdentity,
  problems: readonly string[],
  cause: Cause = 'error',
  progress?: Progress,
): ScenarioMetrics {
  const succeeded = progress?.succeeded ?? 0
  const failed = progress?.failed ?? 0
  const total = succeeded + failed
  const duration = (progress?.elapsedMs ?? 0) / 1000
  return {
    name: identity.name,
    run: identity.number,
    file: identity.file,
    project: identity.project,
    machine: null,
    kind: identity.kind,
    seed: identity.seed,
    expected_verdict: identity.expectedVerdict,
    verdict: 'invalid',
    cause,
    problems: [...problems],
    started_at: null,
    total_processed: total,
    success_count: succeeded,
    failure_count: failed,
    success_rate: total === 0 ? null : succeeded / total,
    duration,
    throughput: duration > 0 ? succeeded / duration : null,
    by_message_type: null,
    by_agent: null,
    latency_stats: { min_ms: null, max_ms: null, avg_ms: null, p50_ms: null, p95_ms: null, p99_ms: null },
    dropped_iterations: progress?.dropped ?? 0,
    unfinished_iterations: progress?.inFlight ?? 0,
    ...unmeasured,
  }
}

/** Every section that was not measured. */
const unmeasured = {
  aborted: null,
  plan: null,
  loads: null,
  latency: null,
  agents: null,
  message_types: null,
  tags: null,
  deliveries_by_agent: null,
  failures: null,
  queue_depth: null,
  timeline: null,
  budgets: null,
  guarantees: null,
  tenants: null,
  faults: null,
  reproduction: null,
  comparison: null,
  baseline: null,
  isolation: null,
  health: null,
  capacity: null,
  memory: null,
  metrics: null,
  checks: null,
  groups: null,
  histograms: null,
} satisfies Partial<ScenarioMetrics>
