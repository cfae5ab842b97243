import type { Clock } from '../foundation/clock.ts'
import { judgeHeap } from '../isolation/leaks/judge-heap.ts'
import type { LeaksGate } from '../isolation/leaks/leaks-gate.ts'
import type { HeapMetrics, LeakMetrics } from '../model/isolation-metrics.ts'
import type { LeakSettings } from '../model/leak-settings.ts'

/** What was seen of what a run left behind. */
export interface Left {
  /** null: it was not looked for. */
  leaks: LeakMetrics[] | null
  /** null: not asked for. */
  heap: HeapMetrics | null
}

/** Closes `gate`. null: it could not be opened, because another run of the process is watched. */
export async function leftBehind(
  gate: LeaksGate | null,
  { heap }: LeakSettings,
  clock: Clock,
): Promise<Left> {
  if (gate !== null) return { leaks: await gate.finish(clock), heap: gate.heap?.metrics ?? null }
  const trouble = 'another run of this process was looked at at the same time'
  return { leaks: null, heap: heap && judgeHeap([], heap, trouble) }
}
