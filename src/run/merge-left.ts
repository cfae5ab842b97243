import { describeGrowth } from '../isolation/leaks/describe-growth.ts'
import { sumLeaks } from '../isolation/leaks/sum-leaks.ts'
import type { HeapMetrics } from '../model/isolation-metrics.ts'
import type { Left } from './left-behind.ts'

/** What the workers of a run left behind, as one: each looked for itself. null: none did. */
export function mergeLeft(all: readonly Left[]): Left | null {
  if (all.length === 0) return null
  const looked = all.flatMap(({ leaks }) => (leaks === null ? [] : [leaks]))
  const heap = worst(all)
  const found = looked.flat().map((leak) => {
    return leak.kind === 'heap' && heap ? { ...leak, what: describeGrowth(heap) } : leak
  })
  return { leaks: looked.length === 0 ? null : sumLeaks(found), heap }
}

const order = { fail: 0, invalid: 1, pass: 2 }

/** Each has a heap of its own: the one that keeps its limit least stands for all. */
function worst(all: readonly Left[]): HeapMetrics | null {
  const heaps = all.flatMap(({ heap }) => (heap === null ? [] : [heap]))
  const growth = ({ at_least_bytes_per_iteration: bytes }: HeapMetrics): number => bytes ?? -Infinity
  heaps.sort((a, b) => order[a.verdict] - order[b.verdict] || growth(b) - growth(a) || 0)
  const [first] = heaps
  if (!first?.trouble || all.length === 1) return first ?? null
  // Iterations are counted, and may be wanting, in each of them.
  return { ...first, trouble: `${first.trouble} (in each of the ${all.length} workers)` }
}
