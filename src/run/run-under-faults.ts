import type { EngineParts } from '../load/engine.ts'
import type { RunFaults } from './run-faults.ts'
import { runLoads } from './run-loads.ts'
import type { RunningLoad } from './running-load.ts'

/**
 * Runs all loads while the faults of the run come and go. They are healed as soon as no load asks for anything new, so that
 * what is still under way can come to its end; and in any case at the end.
 */
export async function runUnderFaults(
  loads: readonly RunningLoad[],
  parts: Pick<EngineParts, 'caller' | 'draw' | 'drawsMessages'>,
  signal: AbortSignal,
  faults: RunFaults,
  disturb: () => () => void,
): Promise<void> {
  let asking = loads.length
  for (const load of loads) {
    load.onPlanOver = () => {
      if (--asking === 0) void faults.heal()
    }
  }
  const end = faults.begin(disturb)
  let isWhole = false
  try {
    await runLoads(loads, parts, signal)
    isWhole = loads.every(({ cutOff }) => !cutOff)
  } finally {
    await faults.heal()
    end(isWhole)
  }
}
