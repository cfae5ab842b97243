import { evaluateBudgets } from '../budget/evaluate-budgets.ts'
import { beyondPromises } from '../check/beyond-promises.ts'
import type { DeliveryAccount } from '../check/delivery-account.ts'
import { realClock, wallClockNow, type Clock } from '../foundation/clock.ts'
import type { Iteration } from '../model/iteration.ts'
import { agentsOf } from '../model/load-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { maxCells } from '../record/cells.ts'
import { ProcessMonitor } from '../record/process-monitor.ts'
import type { Recording } from '../record/recording.ts'
import { assembleMetrics } from './assemble-metrics.ts'
import { beginObserving } from './begin-observing.ts'
import { limitRun, unlessAborted } from './deadline.ts'
import { decideVerdict } from './decide-verdict.ts'
import { describeError } from './describe-error.ts'
import { disposeTarget } from './dispose-target.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { executeLoad, type LoadOutcome } from './execute-load.ts'
import { invalidMetrics } from './invalid-metrics.ts'
import { judgeHealth } from './judge-health.ts'
import { judgeGuarantees } from './judge-guarantees.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { hearSometimes } from './sometimes.ts'

export type { RunOutcome, RunRequest }

/** Runs one scenario from building its target to the verdict. Never rejects: every trouble is in the metrics. */
export async function runScenario(request: RunRequest): Promise<RunOutcome> {
  const { scenario, clock = realClock } = request
  const limit = limitRun(clock, scenario.timeLimitMs, request.signal)
  try {
    return await runWithin(request, clock, limit.signal)
  } finally {
    limit.end()
  }
}

async function runWithin(request: RunRequest, clock: Clock, signal: AbortSignal): Promise<RunOutcome> {
  const { scenario, identity } = request
  const startedAt = wallClockNow()
  const monitor = clock === realClock ? new ProcessMonitor() : null
  const building = buildTarget(scenario, signal)
  let target: unknown
  try {
    target = await unlessAborted(building, signal)
  } catch (error) {
    monitor?.stop()
    // A target that comes too late is still closed.
    building.then((late) => disposeTarget(late, clock)).catch(() => {})
    return nothingKnown(request, [`the target failed to start: ${describeError(error)}`])
  }
  const seen = beginObserving(scenario, target, clock)
  if ('problem' in seen) {
    monitor?.stop()
    const problems = [seen.problem, ...(await closeTarget(target, clock))]
    return nothingKnown(request, problems)
  }
  const { observation, observed } = seen
  const beyond = beyondPromises(scenario.guarantees ?? [], observation?.capabilities ?? null)
  for (const note of beyond) request.onNote?.(note)
  const { heard, end: endHearing } = hearSometimes(scenario.sometimes)
  const execute = executor(request, target)
  const load = await executeLoad({
    scenario,
    clock,
    monitor,
    observed,
    signal,
    execute,
    onProgress: request.onProgress,
  })
  const report = monitor?.stop() ?? null
  observation?.end()
  const errors = [
    ...(load.endedBy === null ? [] : [describeError(load.endedBy)]),
    ...(await closeTarget(target, clock)),
  ]
  endHearing()
  const health = report && judgeHealth(scenario.plan, load.recorder, report, scenario.latenessLimitMs)
  const evidence = observation && gatherEvidence(observation, load.drained)
  const recording = toRecording(scenario, load, monitor, evidence?.account ?? null)
  const judgement = judgeGuarantees(scenario.guarantees, evidence)
  const checks = [...judgement.checks, ...heard.results()]
  const budgets = evaluateBudgets(scenario.budgets, recording)
  const finished = recording.succeeded + recording.failed
  const overflows = overflowsOf(recording, judgement.overflow)
  const decision = decideVerdict({ errors, finished, overflows, health, budgets, checks })
  const metrics = assembleMetrics({
    identity,
    scenario,
    startedAt,
    recording,
    decision,
    health,
    budgets,
    checks,
    notes: [...beyond, ...judgement.notes],
    evidence,
    deliveriesByInbox: observation?.knowsInboxes ? observation.ledger.deliveriesByInbox : null,
  })
  return { metrics, recording, evidence }
}

function overflowsOf({ cells }: Recording, ofHistory: string | null): string[] {
  const ofCells = `more than ${maxCells.toLocaleString('en-US')} combinations of phase, agent and message type came; the rest was not told apart`
  return [...(cells.overflowed ? [ofCells] : []), ...(ofHistory === null ? [] : [ofHistory])]
}

async function buildTarget({ target, plan, seed }: Scenario, signal: AbortSignal): Promise<unknown> {
  const agents = agentsOf(plan)
  return target?.({ agents, seed, signal })
}

async function closeTarget(target: unknown, clock: Clock): Promise<string[]> {
  try {
    await disposeTarget(target, clock)
    return []
  } catch (error) {
    return [`the target failed to close: ${describeError(error)}`]
  }
}

/** Contexts inherit from the test's own, so that making one costs no copying. */
function executor(
  { workload, contextPrototype }: RunRequest,
  target: unknown,
): (iteration: Iteration) => unknown {
  class Context {
    // Only declared: defining fields anew on each object would cost more than the rest of an empty iteration.
    declare readonly target: unknown
    declare readonly iteration: Iteration
    constructor(iteration: Iteration) {
      this.target = target
      this.iteration = iteration
    }
  }
  Object.setPrototypeOf(Context.prototype, contextPrototype)
  return (iteration) => workload(new Context(iteration))
}

function toRecording(
  scenario: Scenario,
  { recorder, activeMs }: LoadOutcome,
  monitor: ProcessMonitor | null,
  account: DeliveryAccount | null,
): Recording {
  return {
    model: scenario.plan.model,
    warmupMs: scenario.plan.warmupMs,
    activeMs,
    agents: agentsOf(scenario.plan),
    cells: recorder.cells,
    generatorLateness: recorder.generatorLateness,
    started: recorder.started,
    succeeded: recorder.succeeded,
    failed: recorder.failed,
    unfinished: recorder.unfinishedCount,
    dropped: recorder.droppedCount,
    failures: recorder.failures.list(),
    timeline: recorder.timeline.seconds,
    queueDepth: recorder.queueDepth.summary(),
    deadLettered: account?.summary.dead_lettered ?? null,
    memory: monitor?.memory() ?? null,
  }
}

function nothingKnown({ identity }: RunRequest, problems: readonly string[]): RunOutcome {
  return { metrics: invalidMetrics(identity, problems), recording: null, evidence: null }
}
