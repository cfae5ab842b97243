import { emptySlice, type Slice, type SliceSettings } from '../slice.ts'

/** Sums of times differ in their last digits. */
const rounding = 1e-6

/** The number of the slice that a time of the run lies in. */
export function sliceAt({ fromMs, sliceMs }: SliceSettings, ms: number): number {
  return Math.floor((ms - fromMs) / sliceMs + rounding)
}

/** Slices by what ended in them, from a number up to, and without, another. Where nothing ended any more, there are none. */
export function slicesBetween(closed: readonly Slice[], from: number, to: number): Slice[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => closed[from + index] ?? emptySlice)
}
