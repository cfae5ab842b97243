import type { Slice } from '../record/slice.ts'

/**
 * Tells of a window in which nothing ended whether something was under way all that time: whether anything that ended
 * after slice `at` was due before `fromMs`, the window's beginning.
 */
export function stalledSince(slices: readonly Slice[]): (at: number, fromMs: number) => boolean {
  const oldestAfter = new Float64Array(slices.length + 1).fill(Infinity)
  for (let at = slices.length - 1; at >= 0; at--)
    oldestAfter[at] = Math.min(oldestAfter[at + 1]!, slices[at]!.oldestMs)
  return (at, fromMs) => (oldestAfter[at + 1] ?? Infinity) <= fromMs
}
