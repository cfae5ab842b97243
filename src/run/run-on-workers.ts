import { realClock, wallClockNow } from '../foundation/clock.ts'
import { mayStartProcesses } from '../isolation/measure-enforcement.ts'
import { plannedIterationsOf, plannedMsOf } from '../model/scenario-plan.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import type { Progress } from '../model/wire.ts'
import { MergedTimeline } from '../record/merged-timeline.ts'
import { WorkerPool, type WorkerEvents } from '../workers/worker-pool.ts'
import { Crew, type CrewMember, type WorkerHost } from './crew.ts'
import { invalidMetrics } from './invalid-metrics.ts'
import { judgeRun } from './judge-run.ts'
import type { Left } from './left-behind.ts'
import { mergeLeft } from './merge-left.ts'
import { mergeRuns } from './merge-runs.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { shareRun } from './share-run.ts'
import { sumProgress } from './sum-progress.ts'
import { watchIsolation } from './watch-isolation.ts'
import { withIsolation } from './with-isolation.ts'
import type { WorkerReport } from './worker-wire.ts'

/** Importing and judging block too. */
const leastSilenceMs = 20_000
/** Beyond what a worker needs to clear away. */
const stopGraceMs = 3_000

const noProcesses =
  "workers.kind: Node denies child processes to a sealed file; say `// @stress-isolation-enforce false` at its top, or kind: 'thread'"

const entry = new URL('./worker-entry.js', import.meta.url)

/** What workers did beyond themselves, and what each left behind. */
interface SeenOfCrew {
  isolations: IsolationMetrics[]
  left: Left[]
}

/**
 * Runs a scenario whose load several workers share, and judges it as one. `module`: the URL of the workload's module, as
 * Node can import it. Never rejects: every trouble is in the metrics.
 */
export async function runOnWorkers(
  request: Omit<RunRequest, 'workload'>,
  module: string,
  makeHost: (events: WorkerEvents) => WorkerHost = (events) =>
    new WorkerPool(entry, request.scenario.workers, events),
): Promise<RunOutcome> {
  const endIsolation = watchIsolation(request.scenario.isolation)
  const seen: SeenOfCrew = { isolations: [], left: [] }
  const outcome = await runCrew(request, module, makeHost, seen)
  return withIsolation(outcome, endIsolation(mergeLeft(seen.left), seen.isolations))
}

async function runCrew(
  request: Omit<RunRequest, 'workload'>,
  module: string,
  makeHost: (events: WorkerEvents) => WorkerHost,
  seen: SeenOfCrew,
): Promise<RunOutcome> {
  const { scenario } = request
  const { count, kind } = scenario.workers
  const startedAt = wallClockNow()
  const timeline = new MergedTimeline(count, kind === 'thread')
  const whole = { plannedMs: plannedMsOf(scenario), plannedIterations: plannedIterationsOf(scenario) }
  const standing = (members: readonly CrewMember[]): Progress =>
    sumProgress(
      whole,
      members.flatMap((member) => lastOf(member) ?? []),
    )
  const crew = new Crew({
    count,
    clock: request.clock ?? realClock,
    silenceLimitMs: Math.max(leastSilenceMs, ...scenario.loads.map(({ plan }) => plan.iterationTimeoutMs)),
    stopLimitMs: scenario.clearAwayMs + stopGraceMs,
    onProgress: (members) => request.onProgress(standing(members)),
    onSecond: (second) => timeline.add(second),
  })
  if (kind === 'process' && !mayStartProcesses())
    return { metrics: invalidMetrics(request.identity, [noProcesses]), recording: null, evidence: null }
  const judgedLater = request.identity.number !== null
  const orders = Array.from({ length: count }, (_, index) => shareRun(scenario, module, index, judgedLater))
  await crew.run(makeHost, orders, request.signal)
  seen.isolations.push(...crew.isolations)
  seen.left.push(...crew.left)
  const reports = crew.members.flatMap(({ report }) => report ?? [])
  const problems = [...crew.problems, ...unobserved(request, reports)]
  if (problems.length > 0 || reports.length < count) {
    const told = problems.length > 0 ? problems : ['the run was ended before its load began']
    const metrics = invalidMetrics(request.identity, told, 'error', standing(crew.members))
    return { metrics, recording: null, evidence: null }
  }
  const workload = (): never => {
    throw new Error('the workload runs in workers')
  }
  return judgeRun(mergeRuns({ ...request, workload }, startedAt, reports, timeline.finish()))
}

/** As far as is known: what it reported at its end, else what it told last. */
function lastOf({ progress, report }: CrewMember): Progress | null {
  if (report === null || progress === null) return progress
  const sum = (of: (recorder: WorkerReport['loads'][number]['recorder']) => number): number =>
    report.loads.reduce((total, { recorder }) => total + of(recorder), 0)
  return {
    ...progress,
    elapsedMs: report.activeMs,
    started: sum(({ started }) => started),
    succeeded: sum(({ succeeded }) => succeeded),
    failed: sum(({ failed }) => failed),
    dropped: sum(({ droppedCount }) => droppedCount),
    inFlight: sum(({ unfinishedCount }) => unfinishedCount),
  }
}

function unobserved(
  { scenario }: Pick<RunRequest, 'scenario'>,
  reports: readonly { observation: unknown }[],
): string[] {
  const { guarantees } = scenario
  if (guarantees === null || reports.length === 0 || reports.some(({ observation }) => observation !== null))
    return []
  const names = guarantees.map(({ label }) => label).join(', ')
  return [
    `${names}: nothing to account deliveries on; let the module export a target that is a MessageQueueProcessor or a MessageQueue, or \`observe\``,
  ]
}
