import { isMainThread } from 'node:worker_threads'
import type { Scenario } from '../model/scenario.ts'
import type { RunIdentity } from '../model/wire.ts'
import { isolationSoFar } from '../run/isolation-so-far.ts'
import type { RunOutcome, WatchedRequest } from '../run/run-request.ts'
import { tell } from './channel.ts'
import { endWithParent } from './end-with-parent.ts'
import { keepBaseline } from './keep-baseline.ts'
import { keepCase } from './keep-case.ts'
import { keepHistory } from './keep-history.ts'
import { leaveMetrics } from './leave-metrics.ts'
import { leaveVerdict } from './leave-verdict.ts'
import { readStressContext } from './read-stress-context.ts'
import { tellAlive } from './tell-alive.ts'
import type { TestTask } from './test-task.ts'

export interface RunOrder {
  task: TestTask
  identity: RunIdentity
  scenario: Scenario
  /** What the workload's context has as well: Vitest's test context, so that fixtures are reachable. */
  testContext: object
  signal: AbortSignal | null
  /** One run, or several that are one to whoever watches; `scenario` then has the limits of all of them. */
  run: (request: WatchedRequest) => Promise<RunOutcome>
}

/** Opening data and judging at the end take time too, and report nothing. */
const leastSilenceMs = 20_000

/** Runs a scenario, with the main process told what it needs to watch it and to report it. */
export async function executeRun(order: RunOrder): Promise<RunOutcome> {
  const { task, identity, scenario, testContext, signal, run } = order
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
  const outcome = await run({
    scenario,
    identity,
    testContext,
    signal: bothOf(signal, parent?.signal ?? null),
    onProgress: (progress) => {
      const isolation = isolationSoFar()
      const known = isolation === null ? progress : { ...progress, isolation }
      void tell(socketPath, { type: 'progress', id: identity.id, progress: known })
    },
    onNote: (note) => void tell(socketPath, { type: 'note', id: identity.id, note }),
  })
  stopTelling?.()
  parent?.release()
  await keepHistory(outcome, scenario)
  // A run of earlier times says nothing of how things are now.
  const isReplay = (outcome.metrics.reproduction?.replay ?? null) !== null
  const said = isReplay ? null : await keepBaseline(task, outcome.metrics, scenario)
  if (said !== null) await tell(socketPath, { type: 'note', id: identity.id, note: said })
  await keepCase(task, outcome.metrics)
  leaveMetrics(task, outcome.metrics)
  await tell(socketPath, { type: 'end', id: identity.id, metrics: outcome.metrics })
  await leaveVerdict(task, outcome.metrics)
  return outcome
}

function hasSomethingToClear({ target, teardown, afterEachUser }: Scenario): boolean {
  return target !== null || teardown !== null || afterEachUser !== null
}

function bothOf(a: AbortSignal | null, b: AbortSignal | null): AbortSignal | null {
  return a && b ? AbortSignal.any([a, b]) : (a ?? b)
}
