import type { Message } from '../queue/message.ts'
import type { SendOutcome } from '../queue/messaging-core.ts'
import type { Arrival } from './core-factory.ts'
import type { CoreContext } from './core-context.ts'

const shown = 5

/** Sends `messages`, together or one after another, and holds what arrived against what the core answered. */
export async function sendAndJudge(
  context: CoreContext,
  messages: readonly Message[],
  way: 'together' | 'in turn',
): Promise<readonly Arrival[] | null> {
  const outcomes: SendOutcome[] = []
  if (way === 'together') outcomes.push(...(await Promise.all(messages.map((each) => context.send(each)))))
  else for (const message of messages) outcomes.push(await context.send(message))
  const delivered = outcomes.filter(({ status }) => status === 'delivered').length
  if (delivered === 0) {
    const reasons = new Set(outcomes.map((each) => ('reason' in each ? each.reason : '')))
    context.undecided.push(`none of ${messages.length} messages was delivered: ${[...reasons].join(', ')}`)
  }
  const arrivals = await context.arrivals(delivered)
  if (arrivals !== null) judge(context, messages, outcomes, arrivals)
  return arrivals
}

function judge(
  { violations }: CoreContext,
  messages: readonly Message[],
  outcomes: readonly SendOutcome[],
  arrivals: readonly Arrival[],
): void {
  const arrived = new Map<string, Arrival[]>()
  for (const arrival of arrivals) {
    const key = keyOf(arrival.id, arrival.inbox)
    arrived.set(key, [...(arrived.get(key) ?? []), arrival])
  }
  const found: string[] = []
  for (const [index, { id, recipient, content }] of messages.entries()) {
    const copies = arrived.get(keyOf(id, recipient)) ?? []
    arrived.delete(keyOf(id, recipient))
    const { status } = outcomes[index]!
    const name = `${id} for ${recipient}`
    if (status === 'delivered' && copies.length === 0) found.push(`${name} was "delivered" and never arrived`)
    if (status === 'refused' && copies.length > 0) found.push(`${name} was "refused" and arrived`)
    if (copies.length > 1) found.push(`${name} was sent once and arrived ${copies.length} times`)
    if (copies.some((copy) => copy.content !== content)) found.push(`${name} arrived with another content`)
  }
  for (const { id, inbox } of [...arrived.values()].flatMap((copies) => copies.slice(0, 1)))
    found.push(`${id} arrived in ${inbox}, to whom it was not sent`)
  violations.push(...found.slice(0, shown))
  if (found.length > shown) violations.push(`... and ${found.length - shown} more`)
}

function keyOf(id: string, inbox: string): string {
  return JSON.stringify([id, inbox])
}
