import { monitorEventLoopDelay, performance, type EventLoopUtilization } from 'node:perf_hooks'
import { realClock } from '../foundation/clock.ts'
import { delayResolutionMs, delaysOf, type LoopDelay } from './loop-delay.ts'
import { GcPauses, type GcSecond } from './gc-pauses.ts'

// Bound once: a test file may replace `performance` with a fake.
const eventLoopUtilization = performance.eventLoopUtilization.bind(performance)

/** What the process went through in one second. */
export interface ProcessSecond {
  lengthMs: number
  loopDelay: LoopDelay | null
  utilization: number
  gc: Readonly<GcSecond>
  /** CPU time over real time: in cores. */
  cpu: number
}

/** Watches the process a second at a time. Nothing runs between two calls but Node's own sampling of the loop. */
export class ProcessSeconds {
  private readonly _delays = monitorEventLoopDelay({ resolution: delayResolutionMs })
  private _utilization: EventLoopUtilization = eventLoopUtilization()
  private _cpu: NodeJS.CpuUsage = process.cpuUsage()
  private _fromMs = realClock.now()
  private readonly _gc = new GcPauses()

  constructor() {
    this._delays.enable()
  }

  /** What came since the last call; all starts anew. */
  take(): ProcessSecond {
    const nowMs = realClock.now()
    const utilization = eventLoopUtilization()
    const { user, system } = process.cpuUsage()
    const lengthMs = nowMs - this._fromMs
    const { active, idle } = eventLoopUtilization(utilization, this._utilization)
    const cpuMs = (user + system - this._cpu.user - this._cpu.system) / 1000
    const second = {
      lengthMs: round(lengthMs),
      loopDelay: delaysOf(this._delays),
      utilization: round(active + idle > 0 ? active / (active + idle) : 0),
      gc: this._gc.closeSecond(),
      cpu: round(lengthMs > 0 ? cpuMs / lengthMs : 0),
    }
    this._delays.reset()
    this._utilization = utilization
    this._cpu = { user, system }
    this._fromMs = nowMs
    return second
  }

  /** Node tells of a collection a turn or two later. */
  async settle(): Promise<void> {
    await realClock.yield()
    await realClock.yield()
  }

  stop(): void {
    this._delays.disable()
    this._gc.stop()
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
