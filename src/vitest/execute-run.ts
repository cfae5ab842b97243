import { isMainThread } from 'node:worker_threads'
import type { Scenario } from '../model/scenario.ts'
import type { RunIdentity } from '../model/wire.ts'
import { onlyWorker } from '../model/workers.ts'
import { describeError } from '../run/describe-error.ts'
import { invalidMetrics } from '../run/invalid-metrics.ts'
import type { RunOutcome, RunRequest } from '../run/run-request.ts'
import { runOnWorkers } from '../run/run-on-workers.ts'
import { runTwice } from '../run/run-twice.ts'
import { tell } from './channel.ts'
import { endWithParent } from './end-with-parent.ts'
import { keepCase } from './keep-case.ts'
import { keepHistory } from './keep-history.ts'
import { leaveMetrics } from './leave-metrics.ts'
import { leaveVerdict } from './leave-verdict.ts'
import { loadModule } from './load-module.ts'
import type { GivenWorkload } from './parse-arguments.ts'
import { readStressContext } from './read-stress-context.ts'
import { requestBundle } from './request-bundle.ts'
import { tellAlive } from './tell-alive.ts'
import type { TestTask } from './test-task.ts'

export interface RunOrder {
  task: TestTask
  identity: RunIdentity
  scenario: Scenario
  workload: GivenWorkload
  /** What the workload's context inherits from: Vitest's test context, so that fixtures are reachable. */
  contextPrototype: object
  signal: AbortSignal | null
  /** Several runs that are one to whoever watches; `scenario` then has the limits of all of them. @default runTwice */
  run?: (request: RunRequest) => Promise<RunOutcome>
}

/** Opening data and judging at the end take time too, and report nothing. */
const leastSilenceMs = 20_000

/** Runs a scenario, with the main process told what it needs to watch it and to report it. */
export async function executeRun(order: RunOrder): Promise<RunOutcome> {
  const { task, identity, scenario, workload, contextPrototype, signal, run = runTwice } = order
  const { socketPath, graceMs } = readStressContext()
  const { timeLimitMs, loads } = scenario
  const parent = hasSomethingToClear(scenario) ? endWithParent(graceMs) : null
  // A thread has no process of its own that could be ended alone.
  await tell(socketPath, {
    type: 'start',
    run: identity,
    pid: process.pid,
    killable: isMainThread,
    timeLimitMs: timeLimitMs + scenario.clearAwayMs,
    silenceLimitMs: Math.max(leastSilenceMs, ...loads.map(({ plan }) => plan.iterationTimeoutMs)),
    clearedPath: parent?.clearedPath ?? null,
    graceMs,
  })
  const stopTelling = parent ? tellAlive(socketPath, identity.id) : null
  const outcome = await runWorkload(workload, run, {
    scenario,
    identity,
    contextPrototype,
    signal: bothOf(signal, parent?.signal ?? null),
    onProgress: (progress) => void tell(socketPath, { type: 'progress', id: identity.id, progress }),
    onNote: (note) => void tell(socketPath, { type: 'note', id: identity.id, note }),
  })
  stopTelling?.()
  parent?.release()
  await keepHistory(outcome, scenario)
  keepCase(task, outcome.metrics)
  leaveMetrics(task, outcome.metrics)
  await tell(socketPath, { type: 'end', id: identity.id, metrics: outcome.metrics })
  await leaveVerdict(task, outcome.metrics)
  return outcome
}

/** In this process, from a function or a module. */
async function runWorkload(
  given: GivenWorkload,
  run: NonNullable<RunOrder['run']>,
  request: Omit<RunRequest, 'workload'>,
): Promise<RunOutcome> {
  if (!(given instanceof URL)) return run({ ...request, workload: given })
  try {
    if (request.scenario.workers.count > 1)
      return await runOnWorkers(request, await requestBundle(given, request.identity.project))
    const module = await loadModule(given, request.scenario)
    const contextPrototype = Object.create(request.contextPrototype, {
      worker: { value: onlyWorker },
    }) as object
    return await run({ ...request, ...module, contextPrototype })
  } catch (error) {
    const problem = `the module of the workload failed to load: ${describeError(error)}`
    return { metrics: invalidMetrics(request.identity, [problem]), recording: null, evidence: null }
  }
}

function hasSomethingToClear({ target, teardown, afterEachUser }: Scenario): boolean {
  return target !== null || teardown !== null || afterEachUser !== null
}

function bothOf(a: AbortSignal | null, b: AbortSignal | null): AbortSignal | null {
  return a && b ? AbortSignal.any([a, b]) : (a ?? b)
}
