import { sleep, type Clock } from '../foundation/clock.ts'
import { driveClosed } from '../load/drive-closed.ts'
import { driveOpen } from '../load/drive-open.ts'
import { Engine } from '../load/engine.ts'
import type { Driver } from '../load/driver.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Progress } from '../model/wire.ts'
import type { ProcessMonitor } from '../record/process-monitor.ts'
import { depthOf, drain } from '../observe/depth.ts'
import { prepareHistograms } from '../record/histogram.ts'
import { Recorder } from '../record/recorder.ts'
import { settlesWithin, unlessAborted } from './deadline.ts'
import { leaveOpeningBehind, openData, type OpenedData } from './open-data.ts'
import { Sampler } from './sampler.ts'

export interface LoadParts {
  scenario: Scenario
  clock: Clock
  monitor: ProcessMonitor | null
  observed: unknown
  signal: AbortSignal
  execute: (iteration: Iteration) => unknown
  onProgress: (progress: Progress) => void
}

export interface LoadOutcome {
  recorder: Recorder
  /** From the start of the load to the end of the last iteration that finished, or to its planned end if that is later. */
  activeMs: number
  drained: boolean
  /** Why the load ended before its plan did; null when it did not. */
  endedBy: unknown
}

/** Runs the plan: steady load, then the drain. Never rejects; whatever is unfinished at the end is counted. */
export async function executeLoad(parts: LoadParts): Promise<LoadOutcome> {
  const { scenario, clock, signal, observed, monitor } = parts
  const { plan } = scenario
  const onTimeUntilMs = (plan.plannedMs ?? Infinity) + scenario.latenessLimitMs
  const recorder = new Recorder(plan, onTimeUntilMs)
  let endedBy: unknown = null
  let drained = false
  let data: OpenedData | undefined
  let engine: Engine | undefined
  let sampler: Sampler | undefined
  let cancelWarmup = (): void => {}
  try {
    data = await openData(scenario, clock, signal)
    if (scenario.data && monitor) await leaveOpeningBehind(monitor, clock)
    prepareHistograms()
    // Heard before the first iteration, so that one that blocks is missed soon.
    parts.onProgress(progressOf(scenario, recorder, null))
    await clock.yield()
    engine = new Engine({ plan, clock, sink: recorder, execute: parts.execute, draw: data.draw })
    const running = engine
    sampler = new Sampler({
      clock,
      recorder,
      monitor,
      inFlight: () => running.inFlight,
      depth: () => depthOf(observed),
      onProgress: parts.onProgress,
      progress: () => progressOf(scenario, recorder, running),
    })
    if (plan.warmupMs > 0) cancelWarmup = clock.after(plan.warmupMs, () => monitor?.restartDelays())
    const driver = plan.model === 'open' ? driveOpen(plan, engine) : driveClosed(plan, engine)
    await runPhases(driver, engine, parts)
    data.throwFailure()
    drained = await drainObserved(observed, scenario, clock, signal)
  } catch (error) {
    // `null` means that nothing ended it; anything may be thrown.
    endedBy = error ?? new Error(`${String(error)} was thrown`)
  }
  cancelWarmup()
  engine?.close(new Error('the load has ended'))
  sampler?.stop()
  recorder.closeBooks(plan)
  const elapsedMs = engine?.elapsedMs() ?? 0
  const plannedMs = endedBy === null ? (plan.plannedMs ?? 0) : 0
  // The wait for iterations that never finished is no time in which the target was asked for anything.
  const activeMs = Math.max(recorder.lastEndMs, plannedMs) || elapsedMs
  await data?.close().catch((error: unknown) => {
    endedBy ??= error
  })
  return { recorder, activeMs, drained, endedBy }
}

async function runPhases(
  driver: Driver,
  engine: Engine,
  { scenario, clock, signal }: LoadParts,
): Promise<void> {
  const { plan } = scenario
  try {
    // A load that lasts for a time ends with it, whatever is still waiting for a slot; a counted one with its last start.
    const limitMs = plan.plannedMs === null ? Infinity : plan.plannedMs + plan.drainMs - engine.elapsedMs()
    await (limitMs === Infinity
      ? unlessAborted(driver.allStarted, signal)
      : settlesWithin(clock, driver.allStarted, limitMs, signal))
    signal.throwIfAborted()
    // The last iterations of a counted load are as good as its first: they have their whole timeout.
    const leftMs =
      plan.plannedMs === null
        ? plan.iterationTimeoutMs * timeoutMargin + timerMarginMs
        : plan.plannedMs + plan.drainMs - engine.elapsedMs()
    await settlesWithin(clock, engine.idle(), Math.max(0, leftMs), signal)
    signal.throwIfAborted()
  } finally {
    driver.stop()
  }
}

const depthPollMs = 10
/** Timeouts are looked for now and then, up to a hundredth of their length late, on timers that may be late themselves. */
const timeoutMargin = 1.05
const timerMarginMs = 1_000

/**
 * True when nothing is left inside what is observed. That decides whether a missing message is lost or still to come,
 * so it is asked of the queue itself: one that waits in vain for a message it lost is empty all the same. A drain that
 * ignores its signal is not waited for.
 */
async function drainObserved(
  observed: unknown,
  { plan }: Scenario,
  clock: Clock,
  outer: AbortSignal,
): Promise<boolean> {
  const controller = new AbortController()
  let ended = false
  const draining = drain(observed, controller.signal).then(async (done) => {
    ended = done
    // A queue may hold more than its drain waits for: a message whose ack was lost comes again when its lease ends.
    while (depthOf(observed) !== 0 && depthOf(observed) !== null && !controller.signal.aborted) {
      await sleep(clock, depthPollMs, controller.signal)
    }
  })
  await settlesWithin(clock, draining, plan.drainMs, outer)
  controller.abort()
  return depthOf(observed) === 0 || (depthOf(observed) === null && ended)
}

function progressOf({ plan }: Scenario, recorder: Recorder, engine: Engine | null): Progress {
  const seconds = recorder.timeline.seconds
  return {
    elapsedMs: engine?.elapsedMs() ?? 0,
    plannedMs: plan.plannedMs,
    plannedIterations: plan.plannedIterations,
    started: recorder.started,
    succeeded: recorder.succeeded,
    failed: recorder.failed,
    dropped: recorder.droppedCount,
    inFlight: engine?.inFlight ?? 0,
    p99Ms: seconds.at(-1)?.p99_ms ?? null,
  }
}
