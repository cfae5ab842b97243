import { vi } from 'vitest'
import type { DeliveryAccount } from '../../../src/check/delivery-account.ts'
import { lease } from '../../../src/check/history/lease.ts'
import type { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { ObservedChannel } from '../../../src/observe/channel.ts'
import type { MessageQueue } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { makeMessage } from '../../unit/queue/make-message.ts'
import type { Judged } from './judgement.ts'
import type { Given, RunMiniature } from './miniature.ts'

/** Puts the small system under load in a whole run on virtual time. */
export async function judgeRun(
  miniature: RunMiniature,
  given: Given,
  clock: VirtualClock,
  seed: number,
): Promise<Judged> {
  const { guarantees, thinkTimeMs = 2, drainMs = 1_000 } = miniature.scenario
  const { producers, messages } = given.size
  // A result tells the first violation; this is all that the same call found.
  using leaseChecks = vi.spyOn(lease, 'check')
  const { metrics, evidence } = await runVirtually<MessageQueue | ObservedChannel<Message>>(
    {
      load: {
        executor: 'per-agent-iterations',
        agents: producers,
        iterations: messages,
        thinkTimeMs,
        drainMs,
      },
      // What is given up after bounded retry is no loss.
      budgets: { deadLettered: { max: messages } },
      target: () => miniature.build(given),
      guarantees,
      seed,
    },
    ({ target, iteration }) => {
      const message = messageOf(iteration.index, producers)
      return 'enqueue' in target ? target.enqueue(message) : target.send(message)
    },
    { clock },
  )
  const leaseReport = leaseChecks.mock.results.at(-1)?.value as { violations: string[] } | undefined
  const violations: Judged['violations'] = {}
  const told: Judged['told'] = {}
  for (const check of metrics.guarantees?.checks ?? []) {
    if (check.verdict === 'pass') continue
    violations[check.guarantee] = classesOf(check.guarantee, evidence!.account, leaseReport?.violations ?? [])
    const { summary, examples, proof } = check
    told[check.guarantee] = { sentence: proof?.sentence ?? summary, examples, hasProof: proof !== null }
  }
  return { verdict: metrics.verdict, violations, told, delivered: evidence?.account.summary.delivered ?? 0 }
}

/** The producers in turn, each with a key of its own. */
function messageOf(index: number, producers: number): Message {
  const producer = `producer-${(index % producers) + 1}`
  const sequence = Math.floor(index / producers)
  return makeMessage(sequence, { id: `${producer}:${sequence}`, producer, key: producer })
}

const lossClasses = [
  'lost_prefix',
  'lost_middle',
  'lost_postfix',
  'pending',
  'unexpected',
  'phantom',
] as const

function classesOf(guarantee: string, { summary }: DeliveryAccount, leaseViolations: string[]): string[] {
  if (guarantee === 'fifoPerKey') return ['reordered']
  if (guarantee.startsWith('lease')) return leaseViolations
  const classes = guarantee === 'exactlyOnce' ? ([...lossClasses, 'duplicated'] as const) : lossClasses
  return classes.filter((name) => summary[name] > 0)
}
