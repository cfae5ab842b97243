import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { Progress } from '../model/wire.ts'
import type { ProcessMonitor } from '../record/process-monitor.ts'
import type { RunRecords } from '../record/run-records.ts'

const samplesPerSecond = 10
/** How much before its time a sample may be taken. Timers fire earlier than that, by the age of the loop's own clock. */
const earlyMs = 0.5
/** Progress is told at every such sample. */
const samplesPerProgress = 3

export interface SamplerParts {
  clock: Clock
  records: RunRecords
  monitor: ProcessMonitor | null
  inFlight: () => number
  depth: () => number | null
  onProgress: (progress: Progress) => void
  progress: () => Progress
}

/** Looks at memory and queue ten times a second, closes the seconds of the timeline, and tells how far the run is. */
export class Sampler {
  #samples = 0
  #cancel: () => void
  readonly #parts: SamplerParts
  readonly #originMs: number

  constructor(parts: SamplerParts) {
    this.#parts = parts
    this.#originMs = parts.clock.now()
    // What came before is none of the load's seconds.
    parts.monitor?.closeSecond()
    this.#cancel = this.#schedule()
  }

  /** The last second is closed too, however short. */
  stop(): void {
    this.#cancel()
    this.#look()
    this.#closeSecondsBefore(Math.ceil((this.#elapsedMs() - earlyMs) / 1000) - 1)
    this.#closeSecond()
  }

  #schedule(): () => void {
    return setLimit(this.#parts.clock, Math.max(1, this.#dueMs() - this.#elapsedMs()), () => this.#sample())
  }

  #elapsedMs(): number {
    return this.#parts.clock.now() - this.#originMs
  }

  #dueMs(): number {
    return ((this.#samples + 1) * 1000) / samplesPerSecond
  }

  #sample(): void {
    const elapsedMs = this.#elapsedMs() + earlyMs
    // Too early for its second to end: waiting for the next sample would make that second longer by a tenth.
    if (elapsedMs >= this.#dueMs()) this.#take(elapsedMs)
    this.#cancel = this.#schedule()
  }

  #take(elapsedMs: number): void {
    this.#samples++
    this.#look()
    this.#closeSecondsBefore(Math.floor(elapsedMs / 1000))
    this.#samples = Math.max(this.#samples, Math.floor((elapsedMs * samplesPerSecond) / 1000))
    if (this.#samples % samplesPerProgress === 0) this.#parts.onProgress(this.#parts.progress())
  }

  #look(): void {
    const { monitor, records, depth } = this.#parts
    monitor?.sampleMemory()
    const level = depth()
    if (level !== null) records.queueDepth.sample(level)
  }

  /** A blocked loop may have swallowed whole seconds: they stay in the timeline, with what they held in the first. */
  #closeSecondsBefore(second: number): void {
    while (this.#parts.records.timeline.closedSeconds < second) this.#closeSecond()
  }

  #closeSecond(): void {
    const { monitor, records, inFlight } = this.#parts
    const process = monitor?.closeSecond() ?? null
    const { heapBytes, rssBytes } = process ?? { heapBytes: 0, rssBytes: 0 }
    const { timeline, generator, queueDepth } = records
    timeline.closeSecond({
      loopDelayMaxMs: process?.loopDelay?.max_ms ?? null,
      heapBytes,
      rssBytes,
      inFlight: inFlight(),
      queueDepth: queueDepth.last,
    })
    generator.closeSecond(process, rssBytes, timeline.lastSecond!, this.#elapsedMs())
  }
}
