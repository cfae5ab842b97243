import { memoryUsage } from 'node:process'
import type { BehaviorCase } from '../behavior-case.ts'
import type { CaseContext } from '../case-context.ts'
import { findCollector } from '../../foundation/find-collector.ts'
import { formatNumber } from '../format-number.ts'
import { makeMessages } from '../make-messages.ts'
import { measureBacklog } from '../measure-backlog.ts'
import { medianSlope } from '../median-slope.ts'
import { takeAndAck } from '../take-and-ack.ts'

const rounds = 10
/** Caches fill and code is compiled before this round. */
const firstCounted = 3
/** Enough for a leak to stand out. A queue that is too slow for it is judged by fewer, and less sharply. */
const messagesEach = 2_000
/** About what an entry in a set takes: the least that a queue keeps of a message. */
const leakBytes = 24
/** How much the heap may grow by chance while all rounds run: other things live on it too. */
const chanceBytes = 300_000

export const memory: BehaviorCase = {
  name: 'memory',
  summary: 'the heap grows no faster than the backlog, and nothing is left of what has gone through',
  claimed: () => true,
  async run(context) {
    const collect = findCollector()
    if (collect === null) {
      context.undecided.push('this process has no garbage collector to call: run it with node --expose-gc')
      return
    }
    const heapBytes = async (): Promise<number> => {
      for (let turn = 0; turn < 2; turn++) {
        await context.clock.yield()
        collect()
      }
      return memoryUsage().heapUsed
    }
    let found = await measureLeak(context, heapBytes)
    // What is chance does not come twice.
    if (found.leak > found.allowed) found = await measureLeak(context, heapBytes)
    const { leak, allowed, messages } = found
    const evidence = `of each of ${formatNumber(messages)} messages, of which ${formatNumber(allowed)} may be chance`
    if (leak > allowed)
      context.violations.push(`${formatNumber(leak)} bytes stay on the heap after their acks, ${evidence}`)
    const waiting = await measureBacklog(context, heapBytes)
    return `${formatNumber(Math.max(0, leak))} bytes stay ${evidence}; ${waiting}`
  },
}

interface Leak {
  /** Bytes that stay of a message. */
  leak: number
  /** Up to how many it may be chance. */
  allowed: number
  messages: number
}

async function measureLeak(context: CaseContext, heapBytes: () => Promise<number>): Promise<Leak> {
  const drained: [number, number][] = []
  let through = 0
  for (let round = 0; round < rounds && !context.signal.aborted; round++) {
    through += await sendRound(context)
    if (round >= firstCounted) drained.push([through, await heapBytes()])
  }
  const messages = drained.length < 2 ? 0 : drained.at(-1)![0] - drained[0]![0]
  return { leak: medianSlope(drained), allowed: Math.max(leakBytes, chanceBytes / messages), messages }
}

/** Fills the queue and empties it, over and over. Returns how many messages went through. */
async function sendRound(context: CaseContext): Promise<number> {
  const { bareQueue, clock, options, random, signal } = context
  const size = context.backlog
  const untilMs = clock.now() + options.timeoutMs / (5 * rounds)
  let through = 0
  do {
    // Ids that were not there before: a queue may remember those it has seen.
    for (const message of makeMessages(`p${random.integer(0, 2 ** 30)}`, size, random))
      await bareQueue.enqueue(message)
    await takeAndAck(context, size)
    through += size
  } while (through < messagesEach && clock.now() < untilMs && !signal.aborted)
  return through
}
