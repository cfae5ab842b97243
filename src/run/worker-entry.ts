import { realClock, sleep } from '../foundation/clock.ts'
import { readWorkloadModule } from '../config/read-workload-module.ts'
import { LeaksGate } from '../isolation/leaks/leaks-gate.ts'
import type { Scenario } from '../model/scenario.ts'
import type { RunIdentity } from '../model/wire.ts'
import { beginInstruments } from '../record/custom/instruments.ts'
import { kindOf } from '../record/custom/metric-kinds.ts'
import { packSecond } from '../record/merged-timeline.ts'
import { endWithParentProcess } from '../workers/end-with-parent-process.ts'
import { linkOf, type WorkerTask } from '../workers/worker-link.ts'
import { limitRun, RunEndedError, unlessAborted } from './deadline.ts'
import { describeError } from './describe-error.ts'
import { leftBehind } from './left-behind.ts'
import { packRun } from './pack-run.ts'
import type { RunRequest } from './run-request.ts'
import { carryOut } from './run-scenario.ts'
import { watchIsolation } from './watch-isolation.ts'
import { withModule } from './with-module.ts'
import type { FromWorker, ToWorker, WorkerOrder } from './worker-wire.ts'

const aliveMs = 500

/** The work of one worker: its share of the load, on a target of its own. What it came to is posted. */
export async function work(task: WorkerTask): Promise<void> {
  if (task.port === null) endWithParentProcess()
  const link = linkOf(task)
  const post = (message: FromWorker): void => link.post(message)
  const order = task.order as WorkerOrder
  const stopped = new AbortController()
  const go = new Promise<number>((resolve) => {
    link.onMessage((message) => {
      const told = message as ToWorker
      if (told.type === 'go') resolve(told.atMs)
      else stopped.abort(new RunEndedError(told.reason))
    })
  })
  const ended = new AbortController()
  const living = tellAlive(() => post({ type: 'alive' }), ended.signal)
  const endIsolation = watchIsolation(null)
  const limit = limitRun(realClock, order.scenario.timeLimitMs, stopped.signal)
  try {
    const request = await requestOf(order, post, go)
    const instruments = beginInstruments(request.scenario.metrics, realClock.now)
    const { leaks } = order.scenario
    const gate = leaks && LeaksGate.begin(leaks)
    const watched = gate ? { ...request, gate } : request
    const run = await carryOut(watched, realClock, limit.signal, instruments, null)
    if (leaks) post({ type: 'left', left: await leftBehind(gate, leaks, realClock) })
    post({ type: 'isolation', isolation: endIsolation(null) })
    post(
      'problems' in run ? { type: 'failed', problems: run.problems } : { type: 'done', report: packRun(run) },
    )
    instruments.end()
  } catch (error) {
    const problem = `the module of the workload failed to load: ${describeError(error)}`
    post({ type: 'isolation', isolation: endIsolation(null) })
    post({ type: 'failed', problems: [problem] })
  }
  limit.end()
  ended.abort()
  await living
  await link.close()
}

async function tellAlive(tell: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    tell()
    await sleep(realClock, aliveMs, signal)
  }
}

async function requestOf(
  order: WorkerOrder,
  post: (message: FromWorker) => void,
  go: Promise<number>,
): Promise<RunRequest> {
  const exports = (await import(order.module)) as Record<string, unknown>
  const module = readWorkloadModule('module', exports)
  return {
    scenario: withModule(scenarioOf(order), module),
    identity: nobody,
    workload: module.workload,
    testContext: {},
    signal: null,
    onProgress: (progress) => post({ type: 'progress', progress }),
    worker: {
      place: order.place,
      indices: new Map(order.indices),
      plannedIterations: order.plannedIterations,
      startsBefore: order.startsBefore,
      agents: order.agents,
      stretches: order.stretches,
      onSecond: (second) => post({ type: 'second', second: packSecond(second) }),
      async ready(signal) {
        post({ type: 'ready' })
        const atMs = await unlessAborted(go, signal)
        await sleep(realClock, Math.max(0, atMs - realClock.now()), signal)
      },
    },
  }
}

/** What is judged on the whole is left to the one that merges. */
function scenarioOf({ scenario, metrics }: WorkerOrder): Scenario {
  return {
    ...scenario,
    metrics: Object.fromEntries(metrics.map(([name, summary]) => [name, kindOf(summary).make(summary)])),
    data: null,
    target: null,
    setup: null,
    teardown: null,
    beforeEachUser: null,
    afterEachUser: null,
    observe: (target) => target,
    guarantees: null,
    historyOperations: 0,
    historyPath: null,
    budgets: {},
    faults: [],
    chaos: null,
    recovery: null,
    faultPoints: null,
    workers: { count: 1, kind: 'thread', given: false },
    isolation: null,
    leaks: null,
    virtualLimitMs: null,
  }
}

/** A worker reports to its host alone, which knows whose run it is. */
const nobody: RunIdentity = {
  id: '',
  name: '',
  file: '',
  project: null,
  kind: '',
  seed: 0,
  expectedVerdict: 'pass',
  number: null,
}
