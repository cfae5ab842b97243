import { checksByDefault } from '../budget/custom-limits.ts'
import { evaluateBudgets } from '../budget/evaluate-budgets.ts'
import { judgeLimit } from '../budget/limit.ts'
import type { FaultsMetrics } from '../model/fault-metrics.ts'
import type { HealthMetrics } from '../model/metrics.ts'
import type { Observation } from '../observe/observe.ts'
import { maxCells } from '../record/cells.ts'
import { maxNames } from '../record/custom/named.ts'
import type { ProcessMonitor } from '../record/process-monitor.ts'
import type { Recording } from '../record/recording.ts'
import { maxTags } from '../record/tag-cells.ts'
import { assembleMetrics } from './assemble-metrics.ts'
import type { Breach } from './breach-watch.ts'
import { decideVerdict } from './decide-verdict.ts'
import type { LoadOutcome } from './execute-load.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { judgeGuarantees } from './judge-guarantees.ts'
import { judgeRecovery } from './judge-recovery.ts'
import type { SeenPhases } from './recovery-phases.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import type { Sometimes } from './sometimes.ts'
import { toRecording } from './to-recording.ts'
import { unmetFaults } from './unmet-faults.ts'

/** A run that is over, and all that was seen of it. */
export interface FinishedRun {
  request: RunRequest
  startedAt: Date
  load: LoadOutcome
  /** Closed by now; null on a clock that is not real. */
  monitor: Pick<ProcessMonitor, 'memory'> | null
  health: HealthMetrics | null
  observation: Observation | null
  /** What went wrong on purpose; null: nothing was to. */
  faults: FaultsMetrics | null
  /** null: recovery is not judged. */
  phases: SeenPhases | null
  /** Troubles of the run itself, as lines for a person. */
  errors: readonly string[]
  /** What must have been true at least once. */
  heard: Sometimes
  /** What was said at the start of how guarantees are judged. */
  notes: readonly string[]
}

/** From what was recorded to the verdict and the metrics. */
export function judgeRun(run: FinishedRun): RunOutcome {
  const { request, startedAt, load, monitor, health, observation } = run
  const { scenario, identity } = request
  const evidence = observation && gatherEvidence(observation, load.drained)
  const errors = [...run.errors, ...load.records.mistakes.problems()]
  const leastShare = scenario.budgets.successRate?.min ?? 0
  const recovery = judgeRecovery(run.phases, run.faults, load.records.slices, { leastShare, errors })
  const faults = run.faults && { ...run.faults, recovery: recovery.metrics }
  const account = evidence?.account ?? null
  const recording = toRecording(scenario, load, monitor, account, recovery.metrics, request.alone ?? null)
  const judgement = judgeGuarantees(scenario.guarantees, evidence)
  const checks = [...judgement.checks, ...run.heard.results(), ...recovery.checks]
  const ofChecks = checksByDefault(scenario.budgets, recording).map((limit) => judgeLimit(limit))
  const budgets = [...evaluateBudgets(scenario.budgets, recording), ...ofChecks]
  const finished = recording.succeeded + recording.failed
  const overflows = overflowsOf(recording, judgement.overflow)
  const unsteady = [...unsteadyOf(recording), ...recovery.unsteady]
  const decision = decideVerdict({
    errors,
    finished,
    overflows,
    health,
    unsteady,
    unfired: unmetFaults(faults, recording.steadyFromMs),
    budgets,
    checks,
  })
  const metrics = assembleMetrics({
    identity,
    scenario,
    startedAt,
    recording,
    aborted: load.aborted,
    decision: { ...decision, problems: [...decision.problems, ...abortion(load.aborted)] },
    health,
    budgets,
    checks,
    notes: [...run.notes, ...judgement.notes],
    evidence,
    faults,
    deliveriesByInbox: observation?.knowsInboxes ? observation.ledger.deliveriesByInbox : null,
  })
  return { metrics, recording, evidence }
}

function abortion(aborted: Breach | null): string[] {
  if (aborted === null) return []
  return [`the load was ended at ${(aborted.atMs / 1000).toFixed(1)} s: ${aborted.budget} was missed`]
}

function unsteadyOf({ loads }: Recording): string[] {
  return loads.flatMap(({ name, unsteady }) => {
    if (unsteady === null) return []
    return [name === null ? unsteady : `load "${name}": ${unsteady}`]
  })
}

function overflowsOf({ loads, readings }: Recording, ofHistory: string | null): string[] {
  const english = (count: number): string => count.toLocaleString('en-US')
  const lines: string[] = []
  if (
    loads.some(({ foundWarmup, cells, tagCells }) => foundWarmup && (cells.overflowed || tagCells.overflowed))
  )
    return [
      "more agents, message types or tags came than warmupMs: 'auto' can keep apart; give warmupMs in milliseconds",
    ]
  if (loads.some(({ cells }) => cells.overflowed))
    lines.push(
      `more than ${english(maxCells)} combinations of phase, agent and message type came; the rest was not told apart`,
    )
  if (loads.some(({ tagCells }) => tagCells.overflowed))
    lines.push(`more than ${english(maxTags)} different tags came; the rest was not told apart`)
  if (readings.checksOverflowed() || readings.groupsOverflowed)
    lines.push(`more than ${english(maxNames)} different checks or groups came; the rest was not recorded`)
  return ofHistory === null ? lines : [...lines, ofHistory]
}
