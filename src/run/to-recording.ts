import type { DeliveryAccount } from '../check/delivery-account.ts'
import { agentsOfScenario, steadyFromMs } from '../model/scenario-plan.ts'
import type { RecoveryMetrics } from '../model/recovery.ts'
import type { Scenario } from '../model/scenario.ts'
import type { ProcessMonitor } from '../record/process-monitor.ts'
import type { LoadRecording, Recording, Tally } from '../record/recording.ts'
import type { LoadOutcome } from './execute-load.ts'
import type { EndedLoad } from './running-load.ts'

/** What a load left, put to rest. */
export function toRecording(
  scenario: Scenario,
  { loads, records, activeMs, readings, aborted }: LoadOutcome,
  monitor: Pick<ProcessMonitor, 'memory'> | null,
  account: DeliveryAccount | null,
  recovery: RecoveryMetrics | null,
  alone: Recording['alone'],
): Recording {
  const recordings = loads.map(recordingOf)
  return {
    loads: recordings,
    ...sumOf(recordings),
    activeMs,
    steadyFromMs: Math.min(...loads.map(({ load, recorder }) => load.startAfterMs + recorder.warmupMs)),
    readingsFromMs: steadyFromMs(scenario),
    agents: agentsOfScenario(scenario),
    failures: records.failures.list(),
    timeline: records.timeline.seconds,
    slices: records.slices,
    late: records.generator.late,
    cutOff: aborted !== null,
    steady: loads.map(({ steady }) => steady),
    queueDepth: records.queueDepth.summary(),
    deadLettered: account?.summary.dead_lettered ?? null,
    alone,
    memory: monitor?.memory() ?? null,
    readings,
    recovery,
  }
}

function recordingOf({ load, recorder, activeMs }: EndedLoad): LoadRecording {
  return {
    name: load.name,
    model: load.plan.model,
    warmupMs: recorder.warmupMs,
    foundWarmup: load.plan.findsWarmup,
    unsteady: recorder.unsteady,
    activeMs,
    cells: recorder.cells,
    tagCells: recorder.tagCells,
    generatorLateness: recorder.generatorLateness,
    stretches: recorder.stretches,
    started: recorder.started,
    succeeded: recorder.succeeded,
    failed: recorder.failed,
    unfinished: recorder.unfinishedCount,
    dropped: recorder.droppedCount,
  }
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (field: keyof Tally): number => tallies.reduce((total, each) => total + each[field], 0)
  return {
    started: sum('started'),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
    unfinished: sum('unfinished'),
    dropped: sum('dropped'),
  }
}
