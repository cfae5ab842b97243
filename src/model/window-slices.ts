import type { Budgets } from './scenario.ts'

/** Windows are whole seconds, so that these always fit into them. */
const longestSliceMs = 1_000

/** The longest slices that a tenth of each window, and every whole second, is made of. */
export function sliceMsFor({ windows = [] }: Budgets): number {
  return windows.reduce((sliceMs, { everyMs }) => commonDivisor(sliceMs, everyMs / 10), longestSliceMs)
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
