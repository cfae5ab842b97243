import { availableParallelism } from 'node:os'
import {
  monitorEventLoopDelay,
  performance,
  type EventLoopUtilization,
  type IntervalHistogram,
} from 'node:perf_hooks'
import { realClock } from '../foundation/clock.ts'
import { collectGarbage } from '../foundation/garbage.ts'
import type { MemoryMetrics } from '../model/metrics.ts'
import { delayResolutionMs, delaysOfAll, type LoopDelay } from './loop-delay.ts'
import { ProcessSeconds, type ProcessSecond } from './process-seconds.ts'
import { aftermathMs } from './unjudged-time.ts'

// Bound once: a test file may replace `performance` with a fake.
const eventLoopUtilization = performance.eventLoopUtilization.bind(performance)

/** What the process itself went through while it made the load. */
export interface ProcessReport {
  loopDelay: LoopDelay | null
  utilization: number
  cpuSeconds: number
  /** Cores that this process may use. */
  cores: number
}

/** Watches event loop, CPU and memory of this process. */
export class ProcessMonitor {
  /** null while they are not looked at. What came before that is in others: Node's would take a pause for a delay. */
  #delays: IntervalHistogram | null = watchDelays()
  #earlierDelays: IntervalHistogram[] = []
  #suspensions = 0
  #resumeAtMs = Infinity
  #isStopped = false
  readonly #seconds = new ProcessSeconds()
  readonly #heapBeforeBytes: number
  #heapPeakBytes = 0
  #rssPeakBytes = 0
  #lastMemory = { heapBytes: 0, rssBytes: 0 }
  #utilization: EventLoopUtilization
  #cpu: NodeJS.CpuUsage

  constructor() {
    collectGarbage()
    this.#heapBeforeBytes = process.memoryUsage().heapUsed
    this.#utilization = eventLoopUtilization()
    this.#cpu = process.cpuUsage()
  }

  /** Forgets the delays so far: those of the warm-up do not count. */
  restartDelays(): void {
    this.#earlierDelays = []
    this.#delays?.reset()
  }

  /** Those from now on do not count either. Returns what ends that, a while after it is called. */
  suspendDelays(): () => void {
    if (this.#delays !== null) this.#earlierDelays.push(this.#delays)
    this.#delays?.disable()
    this.#delays = null
    this.#suspensions++
    return () => {
      this.#suspensions--
      this.#resumeAtMs = realClock.now() + aftermathMs
    }
  }

  /** To be called now and then. */
  sampleMemory(nowMs = realClock.now()): void {
    const mayResume = this.#suspensions === 0 && nowMs >= this.#resumeAtMs && !this.#isStopped
    if (this.#delays === null && mayResume) this.#delays = watchDelays()
    const { heapUsed, rss } = process.memoryUsage()
    this.#lastMemory = { heapBytes: heapUsed, rssBytes: rss }
    this.#heapPeakBytes = Math.max(this.#heapPeakBytes, heapUsed)
    this.#rssPeakBytes = Math.max(this.#rssPeakBytes, rss)
  }

  /** What the second that ends now saw; the next one starts anew. */
  closeSecond(): ProcessSecond & { heapBytes: number; rssBytes: number } {
    return { ...this.#seconds.take(), ...this.#lastMemory }
  }

  /** To be waited for before `stop`, so that the last second is whole. */
  settle(): Promise<void> {
    return this.#seconds.settle()
  }

  /** Ends the watching of the loop. */
  stop(): ProcessReport {
    this.#seconds.stop()
    this.#isStopped = true
    this.#delays?.disable()
    const { user, system } = process.cpuUsage(this.#cpu)
    return {
      loopDelay: delaysOfAll([...this.#earlierDelays, ...(this.#delays === null ? [] : [this.#delays])]),
      utilization: round(eventLoopUtilization(this.#utilization).utilization),
      cpuSeconds: round((user + system) / 1e6),
      cores: availableParallelism(),
    }
  }

  /** Memory of the whole run; call once the target is closed. */
  memory(): MemoryMetrics {
    this.sampleMemory()
    collectGarbage()
    return {
      heap_before_bytes: this.#heapBeforeBytes,
      heap_peak_bytes: this.#heapPeakBytes,
      heap_after_bytes: process.memoryUsage().heapUsed,
      rss_peak_bytes: this.#rssPeakBytes,
    }
  }
}

function watchDelays(): IntervalHistogram {
  const delays = monitorEventLoopDelay({ resolution: delayResolutionMs })
  delays.enable()
  return delays
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
