import type { Operation } from '../../model/history.ts'

/**
 * One history of what several workers recorded, each on its own clock. Clocks that differ by up to `clockOffset` (in the
 * unit of the times) cannot tell which of two close operations came first, so every interval is widened by half of that
 * at both ends: what is closer overlaps. Sound, and weaker than the clocks of one worker would be for its own operations.
 * Processes of different workers are different clients, whatever they are called.
 */
export function mergeHistories(
  histories: readonly (readonly Operation[])[],
  clockOffset: number,
): Operation[] {
  if (histories.length === 1) return [...histories[0]!]
  const half = clockOffset / 2
  return histories.flatMap((operations, worker) =>
    operations.map((operation) => ({
      ...operation,
      process: `${worker + 1}/${operation.process}`,
      invokeTime: operation.invokeTime - half,
      completeTime: operation.completeTime + half,
    })),
  )
}
