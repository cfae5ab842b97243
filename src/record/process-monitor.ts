import { monitorEventLoopDelay, performance, type EventLoopUtilization } from 'node:perf_hooks'
import { collectGarbage } from '../foundation/garbage.ts'
import type { MemoryMetrics } from '../model/metrics.ts'

const resolutionMs = 10
// Bound once: a test file may replace `performance` with a fake.
const eventLoopUtilization = performance.eventLoopUtilization.bind(performance)

/** What the process itself went through while it made the load. */
export interface ProcessReport {
  loopDelay: { p50_ms: number; p99_ms: number; max_ms: number } | null
  utilization: number
  cpuSeconds: number
}

/** Watches event loop, CPU and memory of this process. */
export class ProcessMonitor {
  readonly #delays = monitorEventLoopDelay({ resolution: resolutionMs })
  /** A second one, since the first cannot be read a second at a time. */
  readonly #delaysOfSecond = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #heapBeforeBytes: number
  #heapPeakBytes = 0
  #rssPeakBytes = 0
  #lastMemory = { heapBytes: 0, rssBytes: 0 }
  #utilization: EventLoopUtilization
  #cpu: NodeJS.CpuUsage

  constructor() {
    collectGarbage()
    this.#heapBeforeBytes = process.memoryUsage().heapUsed
    this.#delays.enable()
    this.#delaysOfSecond.enable()
    this.#utilization = eventLoopUtilization()
    this.#cpu = process.cpuUsage()
  }

  /** Forgets the delays so far: those of the warm-up do not count. */
  restartDelays(): void {
    this.#delays.reset()
  }

  sampleMemory(): void {
    const { heapUsed, rss } = process.memoryUsage()
    this.#lastMemory = { heapBytes: heapUsed, rssBytes: rss }
    this.#heapPeakBytes = Math.max(this.#heapPeakBytes, heapUsed)
    this.#rssPeakBytes = Math.max(this.#rssPeakBytes, rss)
  }

  /** What the second that ends now saw; delays start anew. */
  closeSecond(): { loopDelayMaxMs: number | null; heapBytes: number; rssBytes: number } {
    const delays = this.#delaysOfSecond
    const loopDelayMaxMs = delays.count === 0 ? null : beyondInterval(delays.max)
    delays.reset()
    return { loopDelayMaxMs, ...this.#lastMemory }
  }

  /** Ends the watching of the loop. */
  stop(): ProcessReport {
    this.#delaysOfSecond.disable()
    this.#delays.disable()
    const { user, system } = process.cpuUsage(this.#cpu)
    const delays = this.#delays
    return {
      loopDelay:
        delays.count === 0
          ? null
          : {
              p50_ms: beyondInterval(delays.percentile(50)),
              p99_ms: beyondInterval(delays.percentile(99)),
              max_ms: beyondInterval(delays.max),
            },
      utilization: round(eventLoopUtilization(this.#utilization).utilization),
      cpuSeconds: round((user + system) / 1e6),
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

/** Node's figure contains the sampling interval itself. */
function beyondInterval(nanoseconds: number): number {
  return round(Math.max(0, nanoseconds / 1e6 - resolutionMs))
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
