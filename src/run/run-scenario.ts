import { beyondPromises } from '../check/beyond-promises.ts'
import { realClock, wallClockNow, type Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import { LeaksGate } from '../isolation/leaks/leaks-gate.ts'
import type { Slot } from '../load/slot.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import { agentsOfScenario } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { onlyWorker } from '../model/workers.ts'
import type { Progress } from '../model/wire.ts'
import { depthOf } from '../observe/depth.ts'
import { nameUndelivered } from '../observe/name-undelivered.ts'
import type { Observation } from '../observe/observe.ts'
import { beginInstruments, type Instruments } from '../record/custom/instruments.ts'
import { ProcessMonitor } from '../record/process-monitor.ts'
import { beginObserving } from './begin-observing.ts'
import { limitRun, unlessAborted } from './deadline.ts'
import { describeError } from './describe-error.ts'
import { disposeTarget } from './dispose-target.ts'
import { executeLoad, type LoadParts } from './execute-load.ts'
import { invalidMetrics } from './invalid-metrics.ts'
import { judgeHealth } from './judge-health.ts'
import { judgeRun, type FinishedRun } from './judge-run.ts'
import { recordedOf } from './recorded-of.ts'
import { RunFaults } from './run-faults.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { asksForTenants, runTenants } from './run-tenants.ts'
import { leftBehind } from './left-behind.ts'
import { nowAndThen } from './now-and-then.ts'
import { hearSometimes } from './sometimes.ts'
import { Stage } from './stage.ts'
import { VirtualTime } from './virtual-time.ts'
import { watchIsolation } from './watch-isolation.ts'
import { withIsolation } from './with-isolation.ts'
import type { WorkerRole } from './worker-role.ts'
import { callerFor } from './caller-for.ts'

export type { RunOutcome, RunRequest }

/** Runs one scenario from building its target to the verdict. Never rejects: every trouble is in the metrics. */
export async function runScenario(request: RunRequest): Promise<RunOutcome> {
  return asksForTenants(request.scenario) ? runTenants(request, runOnce) : runOnce(request)
}

async function runOnce(request: RunRequest): Promise<RunOutcome> {
  const { leaks, isolation } = request.scenario
  const endIsolation = watchIsolation(isolation)
  const gate = leaks && LeaksGate.begin(leaks)
  const outcome = await runInTime(gate ? { ...request, gate } : request)
  const left = leaks && (await leftBehind(gate, leaks, request.clock ?? realClock))
  return withIsolation(outcome, endIsolation(left))
}

async function runInTime(request: RunRequest): Promise<RunOutcome> {
  const { timeLimitMs, virtualLimitMs } = request.scenario
  // Also in virtual time a run may not take for ever.
  const limit = limitRun(request.clock ?? realClock, timeLimitMs, request.signal)
  try {
    if (virtualLimitMs === null || request.clock) {
      return await runOn(request, request.clock ?? realClock, limit.signal, null)
    }
    const time = new VirtualTime()
    const limitOnClock = limitRun(time.clock, virtualLimitMs, limit.signal)
    const onProgress = nowAndThen(request.onProgress)
    const running = runOn({ ...request, onProgress }, time.clock, limitOnClock.signal, time)
    return await time.run(running.finally(limitOnClock.end))
  } finally {
    limit.end()
  }
}

async function runOn(
  request: RunRequest,
  clock: Clock,
  signal: AbortSignal,
  time: VirtualTime | null,
): Promise<RunOutcome> {
  const { scenario } = request
  const instruments = beginInstruments(scenario.metrics, clock.now)
  try {
    const run = await carryOut(request, clock, signal, instruments, time)
    return 'problems' in run ? nothingKnown(request, run.problems) : judgeRun(run)
  } finally {
    instruments.end()
  }
}

/** All of a run but its judgement; problems, where nothing can be known of it. Whatever happens, no fault outlives it. */
export async function carryOut(
  request: RunRequest,
  clock: Clock,
  signal: AbortSignal,
  instruments: Instruments,
  virtualTime: VirtualTime | null,
): Promise<FinishedRun | { problems: readonly string[] }> {
  const faults = new RunFaults(request.scenario, clock)
  try {
    return await carryOutUnder(faults, request, clock, signal, instruments, virtualTime)
  } finally {
    await faults.end()
  }
}

async function carryOutUnder(
  faults: RunFaults,
  request: RunRequest,
  clock: Clock,
  signal: AbortSignal,
  instruments: Instruments,
  virtualTime: VirtualTime | null,
): Promise<FinishedRun | { problems: readonly string[] }> {
  const { scenario, worker = null } = request
  const startedAt = wallClockNow()
  const monitor = clock === realClock ? new ProcessMonitor() : null
  const built = await startTarget(scenario, clock, worker, signal)
  if ('problem' in built) {
    monitor?.stop()
    return { problems: [built.problem] }
  }
  const { target } = built
  const seen = beginObserving(scenario, target, clock, (what) => faults.prepare(target, what))
  if ('problem' in seen) {
    monitor?.stop()
    const problems = [seen.problem, ...(await closeTarget(target, clock))]
    return { problems }
  }
  const { observation, observed } = seen
  watchMessages(request, observed, observation)
  const beyond = tellBeyond(request, observation)
  const stage = new Stage(scenario, target, clock, worker)
  const unprepared = await stage.open(signal)
  if (unprepared.length > 0) {
    monitor?.stop()
    observation?.end()
    return { problems: [...unprepared, ...(await clearAway(() => {}, stage, target, clock))] }
  }
  let last: Progress | null = null
  const onProgress = (progress: Progress): void => request.onProgress((last = progress))
  const { heard, end: endHearing } = hearSometimes(scenario.sometimes)
  const load = await executeLoad({
    scenario,
    judgedLater: request.identity.number !== null,
    clock,
    virtualTime,
    monitor,
    observed,
    faults: faults.observing(observation),
    instruments,
    signal,
    worker,
    heap: heapOf(request, observation, instruments),
    caller: inRounds(request, faults.around(callerFor(request, target, stage, clock))),
    onProgress,
  })
  await monitor?.settle()
  const report = monitor?.stop() ?? null
  observation?.end()
  const ended = load.endedBy === null ? [] : [describeError(load.endedBy)]
  const errors = [...ended, ...(await clearAway(() => last && onProgress(last), stage, target, clock))]
  endHearing()
  return {
    request,
    startedAt,
    load,
    monitor,
    health: report && judgeHealth(load.loads, report, load.records.generator.seconds, load.records.unjudged),
    observation,
    errors: [...errors, ...faults.troubles],
    ...faults.seen(),
    heard,
    notes: beyond,
  }
}

async function startTarget(
  scenario: Scenario,
  clock: Clock,
  worker: WorkerRole | null,
  signal: AbortSignal,
): Promise<{ target: unknown } | { problem: string }> {
  const building = buildTarget(scenario, clock, worker, signal)
  try {
    return { target: await unlessAborted(building, signal) }
  } catch (error) {
    // A target that comes too late is still closed.
    building.then((late) => disposeTarget(late, clock)).catch(() => {})
    return { problem: `the target failed to start: ${describeError(error)}` }
  }
}

async function buildTarget(
  scenario: Scenario,
  clock: Clock,
  worker: WorkerRole | null,
  signal: AbortSignal,
): Promise<unknown> {
  return scenario.target?.({
    agents: worker?.agents ?? agentsOfScenario(scenario),
    seed: scenario.seed,
    clock: runClockOn(clock),
    worker: worker?.place ?? onlyWorker,
    signal,
  })
}

/** Of the messages that are left. */
const mostNamed = 3

function heapOf(
  { gate, scenario }: RunRequest,
  observation: Observation | null,
  instruments: Instruments,
): NonNullable<LoadParts['heap']> | null {
  const rounds = gate?.heap
  return rounds ? { rounds, ...recordedOf(observation, instruments, scenario) } : null
}

function inRounds({ gate }: RunRequest, caller: WorkloadCaller): WorkloadCaller {
  const rounds = gate?.heap
  return rounds ? { call: rounds.around((slot: Slot) => caller.call(slot)) } : caller
}

/** Which of its guarantees are more than the system promises. */
function tellBeyond({ scenario, onNote }: RunRequest, observation: Observation | null): string[] {
  const beyond = beyondPromises(scenario.guarantees ?? [], observation?.capabilities ?? null)
  for (const note of beyond) onNote?.(note)
  return beyond
}

function watchMessages(
  { gate, identity }: RunRequest,
  observed: unknown,
  observation: Observation | null,
): void {
  const names = (): string[] => (observation === null ? [] : nameUndelivered(observation, mostNamed))
  gate?.watchMessages(observed, () => depthOf(observed), identity.name, names)
}

const heartbeatMs = 5_000

/** What the hooks after the load, and the target itself, failed to clear away. The process is not silent meanwhile. */
async function clearAway(
  repeatProgress: () => void,
  stage: Stage,
  target: unknown,
  clock: Clock,
): Promise<string[]> {
  let cancel = (): void => {}
  const beat = (): void => {
    cancel = setLimit(clock, heartbeatMs, () => {
      repeatProgress()
      beat()
    })
  }
  beat()
  const problems = await stage.close()
  cancel()
  return [...problems, ...(await closeTarget(target, clock))]
}

async function closeTarget(target: unknown, clock: Clock): Promise<string[]> {
  try {
    await disposeTarget(target, clock)
    return []
  } catch (error) {
    return [`the target failed to close: ${describeError(error)}`]
  }
}

function nothingKnown({ identity }: RunRequest, problems: readonly string[]): RunOutcome {
  return { metrics: invalidMetrics(identity, problems), recording: null, evidence: null }
}
