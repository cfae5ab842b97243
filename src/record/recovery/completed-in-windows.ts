import type { Slice } from '../slice.ts'

/** Successes in each window of so many slices; windows move on by one slice. Empty where there is no whole one. */
export function completedInWindows(slices: readonly Slice[], perWindow: number): number[] {
  let sum = 0
  return slices.flatMap(({ completed }, at) => {
    sum += completed - (slices[at - perWindow]?.completed ?? 0)
    return at + 1 < perWindow ? [] : [sum]
  })
}
