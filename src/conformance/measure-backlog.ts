import type { CaseContext } from './case-context.ts'
import { formatNumber } from './format-number.ts'
import { makeMessages } from './make-messages.ts'
import { takeAndAck } from './take-and-ack.ts'

const mostMessages = 4_000
/** As much would be in proportion; three times as much is what a square of the backlog takes. */
const timesAsMuch = 2
const chanceBytes = 300_000

/**
 * Whether the second half of a backlog takes much more than the first. Looked at twice: what is chance does not come twice.
 * Returns what a waiting message takes, in words.
 */
export async function measureBacklog(
  context: CaseContext,
  heapBytes: () => Promise<number>,
): Promise<string> {
  const size = Math.min(
    mostMessages,
    10 * context.options.messages,
    context.capabilities.capacity ?? Infinity,
  )
  const half = Math.floor(size / 2)
  if (half === 0) return 'one message at most waits'
  let [first, second] = await fillTwice(context, half, heapBytes)
  if (isTooMuch(first, second)) [first, second] = await fillTwice(context, half, heapBytes)
  if (isTooMuch(first, second))
    context.violations.push(
      `the first ${formatNumber(half)} waiting messages take ${formatNumber(first)} bytes, the next ${formatNumber(half)} take ${formatNumber(second)}: more than the backlog explains`,
    )
  return `a waiting one takes ${formatNumber((first + second) / (2 * half))}`
}

function isTooMuch(first: number, second: number): boolean {
  return second > timesAsMuch * Math.max(first, 0) + chanceBytes
}

async function fillTwice(
  context: CaseContext,
  half: number,
  heapBytes: () => Promise<number>,
): Promise<[number, number]> {
  const { bareQueue, random } = context
  const looks = [await heapBytes()]
  for (let part = 0; part < 2; part++) {
    for (const message of makeMessages(`p${random.integer(0, 2 ** 30)}`, half, random))
      await bareQueue.enqueue(message)
    looks.push(await heapBytes())
  }
  await takeAndAck(context, 2 * half)
  return [looks[1]! - looks[0]!, looks[2]! - looks[1]!]
}
