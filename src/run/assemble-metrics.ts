import { tenantFigures } from '../budget/tenant-figures.ts'
import { measureGroup } from '../budget/measure-group.ts'
import type { Evidence } from '../check/evidence.ts'
import type { FaultsMetrics } from '../model/fault-metrics.ts'
import type { BudgetResult, CheckResult, HealthMetrics, ScenarioMetrics } from '../model/metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import type { RunIdentity } from '../model/wire.ts'
import type { Recording } from '../record/recording.ts'
import type { Breach } from './breach-watch.ts'
import type { Decision } from './decide-verdict.ts'
import { customSections } from './custom-sections.ts'
import { groupSections } from './group-sections.ts'
import { invalidMetrics } from './invalid-metrics.ts'
import { markFaults } from './mark-faults.ts'
import { latencySections, loadSections } from './load-sections.ts'

export interface Parts {
  identity: RunIdentity
  scenario: Scenario
  startedAt: Date
  recording: Recording
  aborted: Breach | null
  decision: Decision
  health: HealthMetrics | null
  budgets: BudgetResult[]
  checks: CheckResult[]
  /** What a person should know of how guarantees were judged. */
  notes: string[]
  evidence: Evidence | null
  faults: FaultsMetrics | null
  deliveriesByInbox: ReadonlyMap<string, number> | null
}

/** The metrics of a run that was measured. Pure. */
export function assembleMetrics(parts: Parts): ScenarioMetrics {
  const { identity, scenario, recording, decision } = parts
  const steady = measureGroup(recording, {})
  const total = recording.succeeded + recording.failed
  const duration = recording.activeMs / 1000
  return {
    ...invalidMetrics(identity, decision.problems),
    verdict: decision.verdict,
    cause: decision.cause,
    started_at: parts.startedAt.toISOString(),
    aborted: parts.aborted && { at_ms: parts.aborted.atMs, budget: parts.aborted.budget },
    total_processed: total,
    success_count: recording.succeeded,
    failure_count: recording.failed,
    success_rate: total === 0 ? null : recording.succeeded / total,
    duration,
    throughput: duration > 0 ? recording.succeeded / duration : null,
    latency_stats: steady.response.flatStats(),
    ...groupSections(recording),
    dropped_iterations: recording.dropped,
    unfinished_iterations: recording.unfinished,
    ...loadSections(scenario, recording),
    ...latencySections(steady),
    deliveries_by_agent: parts.deliveriesByInbox && sorted(parts.deliveriesByInbox),
    failures: [...recording.failures],
    queue_depth: recording.queueDepth,
    timeline: markFaults(recording.timeline, parts.faults),
    budgets: parts.budgets,
    guarantees: guaranteesSection(parts),
    tenants: tenantFigures(recording),
    faults: parts.faults,
    health: parts.health,
    memory: recording.memory,
    ...customSections(recording),
  }
}

function guaranteesSection({ evidence, checks, notes }: Parts): ScenarioMetrics['guarantees'] {
  if (evidence === null && checks.length === 0) return null
  const history = evidence?.history ?? null
  return {
    ledger: evidence?.account.summary ?? null,
    history: history && { operations: history.size, missed: history.missed },
    checks,
    notes,
  }
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })))
}
