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
import type { RunOutcome, RunRequest } from './run-request.ts'
import type { Sometimes } from './sometimes.ts'
import { toRecording } from './to-recording.ts'

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
  /** Troubles of the run itself, as lines for a person. */
  errors: readonly string[]
  /** What must have been true at least once. */
  heard: Sometimes
  /** What was said at the start of how guarantees are judged. */
  notes: readonly string[]
}

/** From what was recorded to the verdict and the metrics. */
export function judgeRun(run: FinishedRun): RunOutcome {
  const { request, startedAt, load, monitor, health, observation, faults } = run
  const { scenario, identity } = request
  const evidence = observation && gatherEvidence(observation, load.drained)
  const recording = toRecording(scenario, load, monitor, evidence?.account ?? null, request.alone ?? null)
  const judgement = judgeGuarantees(scenario.guarantees, evidence)
  const checks = [...judgement.checks, ...run.heard.results()]
  const ofChecks = checksByDefault(scenario.budgets, recording).map((limit) => judgeLimit(limit))
  const budgets = [...evaluateBudgets(scenario.budgets, recording), ...ofChecks]
  const errors = [...run.errors, ...load.records.mistakes.problems()]
  const finished = recording.succeeded + recording.failed
  const overflows = overflowsOf(recording, judgement.overflow)
  const unsteady = unsteadyOf(recording)
  const decision = decideVerdict({
    errors,
    finished,
    overflows,
    health,
    unsteady,
    unfired: unfiredOf(faults),
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

/** A fault that was asked for and never had its effect; of faults that were drawn, one at least must have had it. */
function unfiredOf(faults: FaultsMetrics | null): string[] {
  if (faults === null) return []
  const idle = faults.schedule.filter(({ fired }) => fired === 0)
  if (faults.drawn !== null && idle.length < faults.schedule.length) return []
  return idle.map(({ id, opened_ms, sites, on }) => {
    const where = sites.length > 0 ? sites.join(', ') : (on ?? 'the process')
    return opened_ms === null
      ? `fault "${id}" never fired: the run did not come to where it was to open`
      : `fault "${id}" never fired: it was open on ${where}, and nothing met it`
  })
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
