import { compareValues } from './compare-values.ts'
import type { StreamMessage } from './read-streams.ts'

export interface Undelivered {
  prefix: unknown[]
  middle: unknown[]
  postfix: unknown[]
}

/** The acknowledged messages that never came out, by where their producer and key stood when they were sent. */
export function findUndelivered(streams: readonly StreamMessage[][]): Undelivered {
  const undelivered: Undelivered = { prefix: [], middle: [], postfix: [] }
  for (const stream of streams) {
    const first = stream.findIndex(({ deliveries }) => deliveries.length > 0)
    const last = stream.findLastIndex(({ deliveries }) => deliveries.length > 0)
    stream.forEach(({ value, deliveries, countsAsEarlier }, index) => {
      if (!countsAsEarlier || deliveries.length > 0) return
      if (index < first) undelivered.prefix.push(value)
      else if (index < last) undelivered.middle.push(value)
      else undelivered.postfix.push(value)
    })
  }
  for (const values of Object.values(undelivered) as unknown[][]) values.sort(compareValues)
  return undelivered
}
