import type { WindowBudgets } from '../model/scenario.ts'
import { groupLimits } from './group-limits.ts'
import type { Limit } from './limit.ts'
import type { WindowScan } from './window-scan.ts'

/** The limits of `window` on what is in `scan`. `inLoad`: work was asked for all the time, so speed is judged too. */
export function limitsOfWindow(window: WindowBudgets, scan: WindowScan, inLoad: boolean): Limit[] {
  const { throughput, ...others } = window
  const prefix = `windows.${window.everyMs / 1000}s.`
  return groupLimits(inLoad ? { throughput, ...others } : others, scan.figures(), prefix, '').map((limit) =>
    // That nothing ended is a figure too, where speed is judged.
    limit.unit === 'per second' ? { ...limit, samples: limit.samples || 1 } : limit,
  )
}
