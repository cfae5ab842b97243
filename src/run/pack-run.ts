import { anyProducer } from '../observe/identify.ts'
import type { Observation } from '../observe/observe.ts'
import { packReadings } from '../record/custom/pack-readings.ts'
import { packLedger } from '../record/pack-ledger.ts'
import { packRecorder } from '../record/pack-recorder.ts'
import type { FinishedRun } from './judge-run.ts'
import type { WorkerObservation, WorkerReport } from './worker-wire.ts'

/** What a worker's share of a run left, to be sent. */
export function packRun(run: FinishedRun): WorkerReport {
  const { load, monitor, health, observation, errors, heard } = run
  return {
    loads: load.loads.map(({ recorder, activeMs }) => ({ recorder: packRecorder(recorder), activeMs })),
    activeMs: load.activeMs,
    failures: load.records.failures.list(),
    mistakes: load.records.mistakes.pack(),
    drained: load.drained,
    readings: packReadings(load.readings),
    sometimes: heard.counts,
    health,
    memory: monitor?.memory() ?? null,
    observation: observation && packObservation(observation),
    errors,
    cutShort: load.endedBy !== null,
  }
}

function packObservation(observation: Observation): WorkerObservation {
  const { place, capabilities, knowsInboxes, ledger, label } = observation
  const idOf = (producer: string, sequence: number): string | null =>
    place === 'channel' && producer === anyProducer ? label(producer, sequence) : null
  return {
    place,
    capabilities,
    knowsInboxes,
    evidence: observation.evidence(),
    ledger: packLedger(ledger, idOf),
  }
}
