import { evaluateBudgets } from '../budget/evaluate-budgets.ts'
import { accountDeliveries, type DeliveryAccount } from '../check/delivery-account.ts'
import { runChecks } from '../check/run-checks.ts'
import { realClock, wallClockNow, type Clock } from '../foundation/clock.ts'
import { InputError } from '../foundation/problem.ts'
import type { Iteration } from '../model/iteration.ts'
import { agentsOf } from '../model/load-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { messageOf } from '../record/failure-reasons.ts'
import { ProcessMonitor } from '../record/process-monitor.ts'
import type { Recording } from '../record/recording.ts'
import { assembleMetrics } from './assemble-metrics.ts'
import { limitRun, unlessAborted } from './deadline.ts'
import { decideVerdict } from './decide-verdict.ts'
import { disposeTarget } from './dispose-target.ts'
import { executeLoad, type LoadOutcome } from './execute-load.ts'
import { invalidMetrics } from './invalid-metrics.ts'
import { judgeHealth } from './judge-health.ts'
import { observe, type Observation } from './observe-deliveries.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'

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
  const seen = beginObserving(scenario, target)
  if ('problem' in seen) {
    monitor?.stop()
    const problems = [seen.problem, ...(await closeTarget(target, clock))]
    return nothingKnown(request, problems)
  }
  const { observation, observed } = seen
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
  const health = report && judgeHealth(scenario.plan, load.recorder, report, scenario.latenessLimitMs)
  const account = observation && accountDeliveries(observation.ledger, load.drained, observation.evidence())
  const recording = toRecording(scenario, load, monitor, account)
  const names = scenario.guarantees ?? (observation ? [observation.declared] : [])
  const checks = account ? runChecks(names, account) : []
  const budgets = evaluateBudgets(scenario.budgets, recording)
  const finished = recording.succeeded + recording.failed
  const overflowed = recording.cells.overflowed
  const decision = decideVerdict({ errors, finished, overflowed, health, budgets, checks })
  const deliveriesByInbox = observation?.ledger.deliveriesByInbox ?? null
  const metrics = assembleMetrics({
    identity,
    scenario,
    startedAt,
    recording,
    decision,
    health,
    budgets,
    checks,
    account,
    deliveriesByInbox,
  })
  return { metrics, recording, account }
}

async function buildTarget({ target, plan, seed }: Scenario, signal: AbortSignal): Promise<unknown> {
  const agents = agentsOf(plan)
  return target?.({ agents, seed, signal })
}

type Seen = { observation: Observation | null; observed: unknown } | { problem: string }

function beginObserving({ observe: where, guarantees }: Scenario, target: unknown): Seen {
  try {
    const observed = target === undefined ? undefined : where(target)
    const observation = observe(observed)
    if (observation === null && guarantees !== null) {
      return {
        problem: `${guarantees.join(', ')}: nothing to account deliveries on; build a MessageQueueProcessor as target, or point \`observe\` at one`,
      }
    }
    return { observation, observed }
  } catch (error) {
    return { problem: `observe failed: ${describeError(error)}` }
  }
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
  return { metrics: invalidMetrics(identity, problems), recording: null, account: null }
}

/** The text of whatever was thrown; the name of an error, if it says more than that it is one. */
function describeError(error: unknown): string {
  try {
    if (error instanceof InputError) return error.message
    const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : ''
    return `${name}${messageOf(error)}`
  } catch {
    return messageOf(error)
  }
}
