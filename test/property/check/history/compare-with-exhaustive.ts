import { seededRandom } from '../../../../src/foundation/random.ts'
import type { HistoryReport } from '../../../../src/check/history/checker.ts'
import type { Operation } from '../../../../src/model/history.ts'
import { isLegal, type Discipline } from './exhaustive-order.ts'
import { randomHistory, randomMix, repeatedPayloads, unknownDequeues } from './random-history.ts'

export interface Comparison {
  legal: number
  illegal: number
  unknown: number
  /** How many histories have a payload that was enqueued several times, indeterminate dequeues, empty answers, drains. */
  shares: { repeated: number; takers: number; empties: number; drains: number }
  differences: { seed: number; expected: boolean; got: unknown; history: Operation[] }[]
  badProofs: number
}

export const mixes = {
  'all kinds': randomMix,
  'unknown dequeues': unknownDequeues,
  'repeated payloads': repeatedPayloads,
}

/** HISTORIES=100000 for the whole of it. */
export const historyCount = Number(process.env['HISTORIES'] ?? 3000)

export function compareWithExhaustive(
  check: (history: readonly Operation[]) => HistoryReport,
  discipline: Discipline,
  { count, mix = randomMix }: { count: number; mix?: typeof randomMix },
): Comparison {
  const firstSeed = Number(process.env['FIRST_SEED'] ?? 0)
  const shares = { repeated: 0, takers: 0, empties: 0, drains: 0 }
  const result: Comparison = { legal: 0, illegal: 0, unknown: 0, shares, differences: [], badProofs: 0 }
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const history = historyOf(seed, discipline, mix)
    const expected = isLegal(history, discipline)
    const { valid, proof } = check(history)
    result[expected ? 'legal' : 'illegal']++
    countShares(history, shares)
    if (valid === 'unknown') result.unknown++
    else if (valid !== expected) result.differences.push({ seed, expected, got: valid, history })
    if ((proof !== null) !== (valid === false)) result.badProofs++
    else if (proof && (proof.messages.length < 1 || proof.messages.length > 8)) result.badProofs++
  }
  return result
}

export function historyOf(seed: number, discipline: Discipline, mix: typeof randomMix): Operation[] {
  // Forked, since the first numbers of neighbouring seeds are much alike.
  const random = seededRandom(seed).fork(discipline)
  return randomHistory(random, mix(random, discipline === 'fifo' ? 1 : 4, discipline === 'stable-priority'))
}

function countShares(history: readonly Operation[], shares: Comparison['shares']): void {
  const attempts = history.filter(({ f, outcome }) => f === 'enqueue' && outcome !== 'fail')
  if (new Set(attempts.map(({ input }) => input)).size < attempts.length) shares.repeated++
  if (history.some(({ f, outcome }) => f !== 'enqueue' && outcome === 'info')) shares.takers++
  if (history.some(({ f, outcome, output }) => f === 'dequeue' && outcome === 'ok' && output === null))
    shares.empties++
  if (history.some(({ f, output }) => f === 'drain' && Array.isArray(output) && output.length > 1))
    shares.drains++
}
