import { setMaxListeners } from 'node:events'
import { sleep, type Clock } from '../foundation/clock.ts'
import { seededRandom } from '../foundation/random.ts'
import type { BehaviorCase, CaseResult } from './behavior-case.ts'
import type { ResolvedBehaviorOptions } from './behavior-options.ts'
import { CaseContext } from './case-context.ts'
import { describeError } from './error-name.ts'
import { formatNumber } from './format-number.ts'
import { openQueue } from './open-queue.ts'
import type { QueueFactory } from './queue-factory.ts'
import { RecordedQueue } from './recorded-queue.ts'

/**
 * Holds a new queue to one case. Rejects with `InputError` only where the factory makes no queue; whatever the queue does
 * is in the result. Never takes much longer than `timeoutMs`, unless the queue blocks the thread.
 */
export async function runCase(
  behavior: BehaviorCase,
  factory: QueueFactory,
  options: ResolvedBehaviorOptions,
  clock: Clock,
): Promise<CaseResult> {
  const { name } = behavior
  const bareQueue = await openQueue(factory)
  const claimed = behavior.claimed(bareQueue.capabilities, options)
  if (claimed !== true) {
    bareQueue.close()
    return { name, status: 'not-claimed', detail: claimed }
  }
  const over = new AbortController()
  setMaxListeners(0, over.signal)
  const queue = new RecordedQueue(bareQueue, clock)
  const random = seededRandom(options.seed).fork(name)
  const context = new CaseContext({ queue, bareQueue, options, clock, random, signal: over.signal })
  const measured = await attempt(behavior, context)
  over.abort()
  await endQuietly(context)
  return conclude(name, context, measured)
}

/** Runs the case until it ends or its time is up; what went wrong is written into the context. */
async function attempt(behavior: BehaviorCase, context: CaseContext): Promise<string> {
  const { timeoutMs } = context.options
  const done = new AbortController()
  const timeout = sleep(context.clock, timeoutMs, done.signal).then(() => 'timeout' as const)
  const work = behavior.run(context).then(
    (measured) => ({ measured: measured ?? '' }),
    (error: unknown) => {
      context.violations.push(`the queue threw ${describeError(error)}`)
      return { measured: '' }
    },
  )
  const outcome = await Promise.race([work, timeout])
  if (outcome !== 'timeout') {
    done.abort()
    return outcome.measured
  }
  const waiting = [...context.waiting, ...context.queue.open].map((what) => `\n  ${what}`)
  const more = waiting.length > 12 ? `\n  ... and ${waiting.length - 12} more` : ''
  context.violations.push(
    `it had not ended after ${formatNumber(timeoutMs)} ms. It waited for:${waiting.slice(0, 12).join('') || ' nothing that it knows of'}${more}`,
  )
  return ''
}

/** The case is judged by now; a queue that cannot even be closed is told of as well. */
async function endQuietly(context: CaseContext): Promise<void> {
  try {
    context.queue.end()
    await context.clock.yield()
  } catch (error) {
    context.violations.push(`close threw ${describeError(error)}`)
  }
}

function conclude(name: string, { violations, undecided }: CaseContext, measured: string): CaseResult {
  if (violations.length > 0) return { name, status: 'violated', detail: violations.join('\n\n') }
  if (undecided.length > 0) return { name, status: 'invalid', detail: undecided.join('\n\n') }
  return { name, status: 'kept', detail: measured }
}
