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
  private _delays: IntervalHistogram | null = watchDelays()
  private _earlierDelays: IntervalHistogram[] = []
  private _suspensions = 0
  private _resumeAtMs = Infinity
  private _isStopped = false
  private readonly _seconds = new ProcessSeconds()
  declare private readonly _heapBeforeBytes: number
  private _heapPeakBytes = 0
  private _rssPeakBytes = 0
  private _lastMemory = { heapBytes: 0, rssBytes: 0 }
  declare private _utilization: EventLoopUtilization
  declare private _cpu: NodeJS.CpuUsage

  constructor() {
    collectGarbage()
    this._heapBeforeBytes = process.memoryUsage().heapUsed
    this._utilization = eventLoopUtilization()
    this._cpu = process.cpuUsage()
  }

  /** Forgets the delays so far: those of the warm-up do not count. */
  restartDelays(): void {
    this._earlierDelays = []
    this._delays?.reset()
  }

  /** Those from now on do not count either. Returns what ends that, a while after it is called. */
  suspendDelays(): () => void {
    if (this._delays !== null) this._earlierDelays.push(this._delays)
    this._delays?.disable()
    this._delays = null
    this._suspensions++
    return () => {
      this._suspensions--
      this._resumeAtMs = realClock.now() + aftermathMs
    }
  }

  /** To be called now and then. */
  sampleMemory(nowMs = realClock.now()): void {
    const mayResume = this._suspensions === 0 && nowMs >= this._resumeAtMs && !this._isStopped
    if (this._delays === null && mayResume) this._delays = watchDelays()
    const { heapUsed, rss } = process.memoryUsage()
    this._lastMemory = { heapBytes: heapUsed, rssBytes: rss }
    this._heapPeakBytes = Math.max(this._heapPeakBytes, heapUsed)
    this._rssPeakBytes = Math.max(this._rssPeakBytes, rss)
  }

  /** What the second that ends now saw; the next one starts anew. */
  closeSecond(): ProcessSecond & { heapBytes: number; rssBytes: number } {
    return { ...this._seconds.take(), ...this._lastMemory }
  }

  /** To be waited for before `stop`, so that the last second is whole. */
  settle(): Promise<void> {
    return this._seconds.settle()
  }

  /** Ends the watching of the loop. */
  stop(): ProcessReport {
    this._seconds.stop()
    this._isStopped = true
    this._delays?.disable()
    const { user, system } = process.cpuUsage(this._cpu)
    return {
      loopDelay: delaysOfAll([...this._earlierDelays, ...(this._delays === null ? [] : [this._delays])]),
      utilization: round(eventLoopUtilization(this._utilization).utilization),
      cpuSeconds: round((user + system) / 1e6),
      cores: availableParallelism(),
    }
  }

  /** Memory of the whole run; call once the target is closed. */
  memory(): MemoryMetrics {
    this.sampleMemory()
    collectGarbage()
    return {
      heap_before_bytes: this._heapBeforeBytes,
      heap_peak_bytes: this._heapPeakBytes,
      heap_after_bytes: process.memoryUsage().heapUsed,
      rss_peak_bytes: this._rssPeakBytes,
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
