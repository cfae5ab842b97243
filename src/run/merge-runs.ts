import { Ledger } from '../record/ledger.ts'
import { mergeReadings } from '../record/custom/pack-readings.ts'
import { beyondPromises } from '../check/beyond-promises.ts'
import type { MemoryMetrics, TimelineSecond } from '../model/metrics.ts'
import type { Workers } from '../model/workers.ts'
import { anyProducer } from '../observe/identify.ts'
import type { Observation } from '../observe/observe.ts'
import { absorbLedger } from '../record/pack-ledger.ts'
import { absorbRecorder } from '../record/pack-recorder.ts'
import { Recorder } from '../record/recorder.ts'
import { RunRecords } from '../record/run-records.ts'
import { mergeHealth } from './merge-health.ts'
import type { FinishedRun } from './judge-run.ts'
import type { RunRequest } from './run-request.ts'
import { stretchesFor } from './stretches-for.ts'
import { Sometimes } from './sometimes.ts'
import type { WorkerReport } from './worker-wire.ts'

/** What the workers of a run reported, as one run that is over. */
export function mergeRuns(
  request: RunRequest,
  startedAt: Date,
  reports: readonly WorkerReport[],
  timeline: readonly TimelineSecond[],
): FinishedRun {
  const { scenario } = request
  const stretches = stretchesFor(scenario, request.identity.number !== null)
  const records = new RunRecords(null, Infinity, stretches)
  for (const { failures, mistakes } of reports) {
    records.failures.absorb(failures)
    records.mistakes.absorb(mistakes)
  }
  records.timeline.seconds.push(...timeline)
  const loads = scenario.loads.map((load, at) => {
    const recorder = new Recorder(load.plan, Infinity, records)
    for (const { loads: own } of reports) absorbRecorder(recorder, own[at]!.recorder)
    const activeMs = Math.max(...reports.map(({ loads: own }) => own[at]!.activeMs))
    // No windows are looked at, so when each worker made its last start does not matter.
    return { load, recorder, activeMs, steady: { fromMs: recorder.warmupMs, toMs: activeMs } }
  })
  const heard = new Sometimes(scenario.sometimes)
  for (const { sometimes } of reports) heard.absorb(sometimes)
  const memory = mergeMemory(reports, scenario.workers)
  const observation = mergeObservations(reports)
  const notes = beyondPromises(scenario.guarantees ?? [], observation?.capabilities ?? null)
  for (const note of notes) request.onNote?.(note)
  return {
    request,
    startedAt,
    load: {
      loads,
      records,
      activeMs: Math.max(...reports.map(({ activeMs }) => activeMs)),
      drained: reports.every(({ drained }) => drained),
      readings: mergeReadings(reports.map(({ readings }) => readings)),
      endedBy: null,
      aborted: null,
    },
    monitor: memory && { memory: () => memory },
    health: mergeHealth(
      reports.map(({ health }) => health),
      scenario.workers,
    ),
    observation,
    faults: null,
    phases: null,
    errors: reports.flatMap(({ errors }, index) =>
      errors.map((error) => `worker ${index + 1} of ${reports.length}: ${error}`),
    ),
    heard,
    notes,
  }
}

function mergeMemory(reports: readonly WorkerReport[], { kind }: Workers): MemoryMetrics | null {
  const all = reports.flatMap(({ memory }) => memory ?? [])
  if (all.length < reports.length) return null
  const sum = (field: keyof MemoryMetrics): number => all.reduce((total, each) => total + each[field], 0)
  return {
    heap_before_bytes: sum('heap_before_bytes'),
    heap_peak_bytes: sum('heap_peak_bytes'),
    heap_after_bytes: sum('heap_after_bytes'),
    // Of threads, each tells that of the one process.
    rss_peak_bytes:
      kind === 'thread' ? Math.max(...all.map(({ rss_peak_bytes: rss }) => rss)) : sum('rss_peak_bytes'),
  }
}

/** What one worker sent may have come to another: all ledgers are one. */
function mergeObservations(reports: readonly WorkerReport[]): Observation | null {
  const all = reports.flatMap(({ observation }) => observation ?? [])
  const [first] = all
  if (first === undefined) return null
  const ids: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (id: string): number => {
    let number = numbers.get(id)
    if (number === undefined) numbers.set(id, (number = ids.push(id) - 1))
    return number
  }
  const ledger = new Ledger()
  for (const each of all) absorbLedger(ledger, each.ledger, numberOf)
  return {
    place: first.place,
    capabilities: first.capabilities,
    knowsInboxes: first.knowsInboxes,
    ledger,
    log: null,
    evidence: () => (all.some(({ evidence }) => evidence === 'claimed') ? 'claimed' : 'observed'),
    label: (producer, sequence) =>
      (producer === anyProducer ? ids[sequence] : undefined) ?? `${producer}:${sequence}`,
    end: () => {},
  }
}
