import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { Message } from '../../../src/queue/message.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import type { SendOutcome } from '../../../src/queue/messaging-core.ts'
import type { MessageQueueProcessorOptions } from '../../../src/queue/processor-options.ts'

export const delivered: SendOutcome = { status: 'delivered' }
export const refused: SendOutcome = { status: 'refused', reason: 'no' }

/** A processor on a virtual clock whose core answers with `answer(message, n)`, n counting all calls from 1. */
export function setUp(
  answer: (message: Message, call: number) => SendOutcome | Promise<SendOutcome> = () => delivered,
  options: MessageQueueProcessorOptions = {},
) {
  const clock = new VirtualClock()
  const calls: { to: string; id: string; at: number }[] = []
  const core = {
    async sendMessage(message: Message) {
      calls.push({ to: message.recipient, id: message.id, at: clock.now() })
      return answer(message, calls.length)
    },
  }
  return { clock, calls, processor: new MessageQueueProcessor({ core, clock, ...options }) }
}

export const outcomeOf = (send: Promise<void>) =>
  send.then(
    () => 'delivered',
    (error: { reason: string; undelivered: string[] }) => `${error.reason}: ${error.undelivered.join()}`,
  )
