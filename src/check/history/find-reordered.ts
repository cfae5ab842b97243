import type { Operation } from '../../model/history.ts'
import { compareValues } from './compare-values.ts'
import type { Delivery } from './deliveries.ts'
import type { StreamMessage } from './read-streams.ts'
import { reportPairs, type Point } from './report-pairs.ts'

export interface ReorderedPair {
  earlier: StreamMessage
  later: StreamMessage
}

const mostPairs = 1_000_000

/**
 * The pairs of each stream that came out the wrong way round. `first`: some delivery of the later precedes every delivery
 * of the earlier. `every`: some delivery of the later precedes some delivery of the earlier.
 */
export function findReordered(
  streams: readonly StreamMessage[][],
  which: 'first' | 'every',
): ReorderedPair[] {
  const pairs: ReorderedPair[] = []
  for (const stream of streams) {
    const messages = stream.filter(({ deliveries }) => deliveries.length > 0)
    const report = (earlier: number, later: number): boolean => {
      const pair = { earlier: messages[earlier]!, later: messages[later]! }
      if (compareValues(pair.earlier.value, pair.later.value) !== 0) pairs.push(pair)
      return pairs.length < mostPairs
    }
    reportByTime(messages, which, report)
    reportWithinDrains(messages, which, report)
    if (pairs.length >= mostPairs) break
  }
  return pairs
}

type Report = (earlier: number, later: number) => boolean

/** The earlier of a pair is placed by its acknowledgement, the later by the start of its enqueue. */
function reportByTime(messages: readonly StreamMessage[], which: 'first' | 'every', report: Report): void {
  const pick = which === 'first' ? Math.min : Math.max
  const earlier: Point[] = []
  const later: Point[] = []
  messages.forEach(({ enqueue, deliveries, countsAsEarlier, countsAsLater }, index) => {
    if (countsAsEarlier) {
      const level = deliveries.reduce(
        (time, { operation }) => pick(time, operation.invokeTime),
        startOf(deliveries[0]!),
      )
      earlier.push({ index, time: enqueue.completeTime, level })
    }
    if (countsAsLater) {
      const level = deliveries.reduce(
        (time, { operation }) => Math.min(time, operation.completeTime),
        Infinity,
      )
      later.push({ index, time: enqueue.invokeTime, level })
    }
  })
  reportPairs(earlier, later, report)
}

/** What one drain delivered came out one after another, though all of it has the same interval. */
function reportWithinDrains(
  messages: readonly StreamMessage[],
  which: 'first' | 'every',
  report: Report,
): void {
  const drains = new Map<Operation, { earlier: Point[]; later: Point[] }>()
  const pointsOf = (drain: Operation) => {
    let points = drains.get(drain)
    if (!points) drains.set(drain, (points = { earlier: [], later: [] }))
    return points
  }
  messages.forEach(({ enqueue, deliveries, countsAsEarlier, countsAsLater }, index) => {
    for (const [drain, [lowest, highest]] of ranksByDrain(deliveries)) {
      const points = pointsOf(drain)
      if (countsAsLater) points.later.push({ index, time: enqueue.invokeTime, level: lowest })
      if (!countsAsEarlier) continue
      const earlier = { index, time: enqueue.completeTime, level: which === 'first' ? lowest : highest }
      if (which === 'every' || comesFirst(drain, deliveries)) points.earlier.push(earlier)
    }
  })
  for (const { earlier, later } of drains.values()) reportPairs(earlier, later, report)
}

/** Every other delivery began after this drain was over. */
function comesFirst(drain: Operation, deliveries: readonly Delivery[]): boolean {
  return deliveries.every(({ operation }) => operation === drain || operation.invokeTime > drain.completeTime)
}

function ranksByDrain(deliveries: readonly Delivery[]): Map<Operation, [lowest: number, highest: number]> {
  const ranks = new Map<Operation, [number, number]>()
  for (const { operation, rank } of deliveries) {
    if (operation.f !== 'drain') continue
    const known = ranks.get(operation)
    if (known) known[1] = rank
    else ranks.set(operation, [rank, rank])
  }
  return ranks
}

function startOf({ operation }: Delivery): number {
  return operation.invokeTime
}
