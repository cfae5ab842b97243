import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { HeapRounds } from '../isolation/leaks/heap-rounds.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import { drainMsOf, plannedIterationsOf, plannedMsOf, steadyFromMs } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Progress } from '../model/wire.ts'
import { depthOf } from '../observe/depth.ts'
import type { ProcessMonitor } from '../record/process-monitor.ts'
import type { InstrumentReadings, Instruments } from '../record/custom/instruments.ts'
import type { SteadySpan } from '../record/recording.ts'
import { RunRecords } from '../record/run-records.ts'
import type { Slices } from '../record/slices.ts'
import { BreachWatch, type Breach } from './breach-watch.ts'
import { drainObserved } from './drain-observed.ts'
import { leaveUnjudged } from './leave-unjudged.ts'
import { leaveOpeningBehind, openData, type OpenedData } from './open-data.ts'
import { progressOf } from './progress-of.ts'
import type { RunFaults } from './run-faults.ts'
import { runUnderFaults } from './run-under-faults.ts'
import { RunningLoad, type EndedLoad } from './running-load.ts'
import { Sampler } from './sampler.ts'
import { slicesFor } from './slices-for.ts'
import { stretchesFor } from './stretches-for.ts'
import type { WorkerRole } from './worker-role.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface LoadParts {
  scenario: Scenario
  /** Matchers will look at what was recorded. */
  judgedLater: boolean
  clock: Clock
  /** Where `clock` is a virtual one that may not be left. */
  virtualTime: VirtualTime | null
  monitor: ProcessMonitor | null
  observed: unknown
  faults: RunFaults
  instruments: Instruments
  signal: AbortSignal
  /** Where this is a worker's share of a run. */
  worker?: WorkerRole | null
  /** Looks at the heap after each round of the load. `own`: what else is recorded of it, which is none of the target's. */
  heap?: { rounds: HeapRounds; own: readonly unknown[]; ownBytesEach: number } | null
  caller: WorkloadCaller
  onProgress: (progress: Progress) => void
}

export interface LoadOutcome {
  loads: readonly EndedLoad[]
  records: RunRecords
  /** From the beginning to the end of the last iteration that finished, or to the planned end if that is later. */
  activeMs: number
  drained: boolean
  /** What the workload recorded itself while the load was steady. */
  readings: InstrumentReadings
  /** Why the load ended before its plan did; null when it did not. */
  endedBy: unknown
  /** The budget that ended the run early, as it was asked to; null: none did. */
  aborted: Breach | null
}

/** Runs the plans: steady load, then the drain. Never rejects; whatever is unfinished at the end is counted. */
export async function executeLoad(parts: LoadParts): Promise<LoadOutcome> {
  const { scenario, clock, virtualTime, observed, monitor, instruments, onProgress, worker = null } = parts
  const stretches = worker ? worker.stretches : stretchesFor(scenario, parts.judgedLater)
  const slices = slicesFor(scenario, parts.judgedLater)
  const records = new RunRecords(slices, leastLatenessLimitMs(scenario), stretches)
  records.progress = parts.faults.phases?.progress ?? null
  if (worker) records.timeline.onSecond = (second) => worker.onSecond(second)
  const loads = scenario.loads.map((load) => new RunningLoad(load, records, clock))
  let endedBy: unknown = null
  let aborted: Breach | null = null
  let drained = false
  let data: OpenedData | undefined
  let sampler: Sampler | undefined
  let watch: BreachWatch | undefined
  let cancelWarmup = (): void => {}
  let originMs = clock.now()
  const progress = (): Progress => progressOf(scenario, loads, records, clock.now() - originMs)
  try {
    data = await openData(scenario, clock, parts.signal, worker)
    await Promise.all(loads.map((load) => load.prepare()))
    if (scenario.data && monitor) await leaveOpeningBehind(monitor, clock)
    if (worker) await worker.ready(parts.signal)
    parts.signal.throwIfAborted()
    // Heard before the first iteration, so that one that blocks is missed soon.
    originMs = clock.now()
    onProgress(progress())
    await clock.yield()
    originMs = clock.now()
    const signal = virtualTime?.beginLoad(parts.signal) ?? parts.signal
    const inFlight = (): number => loads.reduce((sum, load) => sum + load.inFlight, 0)
    sampler = new Sampler({
      clock,
      records,
      monitor,
      inFlight,
      depth: () => depthOf(observed),
      onProgress,
      progress,
    })
    cancelWarmup = restartWhenSteady(parts)
    const onBreach = (breach: Breach): void => {
      aborted = breach
      for (const load of loads) load.endEarly(breach.atMs)
    }
    if (slices) watch = watchBreaches(parts, slices, records, loads, onBreach)
    const disturb = (): (() => void) => leaveUnjudged(records, monitor, () => clock.now() - originMs)
    beginHeap(parts, disturb, [records, loads.map(({ recorder }) => recorder)])
    await runUnderFaults(loads, { ...data, caller: parts.caller }, signal, parts.faults, disturb)
    data.throwFailure()
    drained = await drainObserved(observed, drainMsOf(scenario), clock, signal)
    virtualTime?.endLoad()
    parts.heap?.rounds.finish()
  } catch (error) {
    virtualTime?.forgetLoad()
    // `null` means that nothing ended it; anything may be thrown.
    endedBy = error ?? new Error(`${String(error)} was thrown`)
  }
  cancelWarmup()
  watch?.stop()
  const readings = instruments.read()
  for (const load of loads) load.close(new Error('the load has ended'), endedBy === null)
  records.slices?.closeLast()
  sampler?.stop()
  await Promise.all(loads.map((load) => load.release()))
  await data?.close().catch((error: unknown) => {
    endedBy ??= error
  })
  const ends = loads.map(({ load, begun, activeMs }) => (begun ? load.startAfterMs + activeMs : 0))
  return { loads, records, activeMs: Math.max(...ends), drained, readings, endedBy, aborted }
}

function watchBreaches(
  { scenario, clock }: LoadParts,
  slices: Slices,
  { generator }: RunRecords,
  loads: readonly RunningLoad[],
  onBreach: (breach: Breach) => void,
): BreachWatch {
  const steady = (): SteadySpan[] => loads.map((load) => load.steady)
  return new BreachWatch({ scenario, clock, slices, generator, steady, onBreach })
}

function beginHeap(
  { heap, scenario, clock }: LoadParts,
  disturb: () => () => void,
  own: readonly unknown[],
): void {
  heap?.rounds.begin({
    iterations: plannedIterationsOf(scenario),
    plannedMs: plannedMsOf(scenario),
    now: clock.now,
    disturb,
    own: [...own, ...heap.own],
    ownBytesEach: heap.ownBytesEach,
  })
}

/** Only open loads have a plan to be late for. */
function leastLatenessLimitMs({ loads }: Scenario): number {
  const open = loads.filter(({ plan }) => plan.model === 'open')
  return Math.min(...open.map(({ latenessLimitMs }) => latenessLimitMs))
}

/** What is measured begins anew once the load is steady. Returns what keeps it from that. */
function restartWhenSteady({ scenario, clock, monitor, instruments }: LoadParts): () => void {
  const warmupMs = steadyFromMs(scenario)
  instruments.restart()
  if (warmupMs === 0) return () => {}
  return setLimit(clock, warmupMs, () => {
    monitor?.restartDelays()
    instruments.restart()
  })
}
