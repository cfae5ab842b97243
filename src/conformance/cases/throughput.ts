import type { BehaviorCase } from '../behavior-case.ts'
import { formatNumber } from '../format-number.ts'
import { makeMessages } from '../make-messages.ts'
import { passThrough } from '../pass-through.ts'

const rounds = 5
/** How often `messages` go through in a round: a short one is at the mercy of a single pause. */
const batches = 5

export const throughput: BehaviorCase = {
  name: 'throughput',
  summary: 'as many messages a second go through as the floor says',
  claimed: (_, { throughput }) => (throughput === undefined ? 'no floor is set' : true),
  async run(context) {
    const { clock, random, options, violations } = context
    const { minPerSecond } = options.throughput!
    const messages = makeMessages('p1', batches * options.messages, random)
    // The first round is for the compiler.
    await passThrough(context, messages)
    const rates: number[] = []
    for (let round = 0; round < rounds; round++) {
      const startMs = clock.now()
      const { count, lastMs } = await passThrough(context, messages)
      rates.push((1_000 * count) / Math.max(lastMs - startMs, 1e-6))
    }
    const rate = rates.sort((a, b) => a - b)[Math.floor(rounds / 2)]!
    const text = `${formatNumber(rate)}/s, the median of ${rounds} rounds of ${formatNumber(messages.length)} messages; the floor is ${formatNumber(minPerSecond)}/s`
    if (rate < minPerSecond) violations.push(text)
    return text
  },
}
