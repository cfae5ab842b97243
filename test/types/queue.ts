// The message-queue kit: cores, queues, the processor, an application's own.
import {
  DeliveryError,
  InMemoryMessageQueue,
  MessageQueueProcessor,
  MockMessagingCore,
  messagingCoreFrom,
  observeDeliveries,
  setDefaultCore,
  type DeliveryObserver,
  type Message,
  type MessageQueue,
  type MessagingCore,
  type Observable,
  type SendOutcome,
} from 'vitest-stress/queue'

class OwnCore implements MessagingCore, Observable {
  async sendMessage(message: Message): Promise<SendOutcome> {
    return message.priority > 0 ? { status: 'delivered' } : { status: 'refused', reason: 'later' }
  }
  [observeDeliveries](observer: DeliveryObserver): () => void {
    return () => void observer
  }
}
const queue: MessageQueue = new InMemoryMessageQueue({ capacity: 10, overflow: 'back-pressure', leaseMs: 1 })
export async function use(): Promise<void> {
  await using processor = new MessageQueueProcessor({
    core: new OwnCore(),
    queue,
    concurrency: 2,
    maxAttempts: 1,
  })
  const sent: readonly Message[] = new MockMessagingCore({
    successRate: 0.5,
    latency: { minMs: 1, maxMs: 2 },
  }).sent
  try {
    for (const message of sent) await processor.send(message)
  } catch (error) {
    if (error instanceof DeliveryError) error.message satisfies string
  }
}
setDefaultCore(() => Promise.resolve({ core: new OwnCore() }))
export const adapted: MessagingCore = messagingCoreFrom(async () => undefined)

// @ts-expect-error a core sends
export const noCore = new MessageQueueProcessor({ core: {} })
// @ts-expect-error no such option
export const noSize = new InMemoryMessageQueue({ size: 1 })
// @ts-expect-error no such policy
export const noDrop = new InMemoryMessageQueue({ overflow: 'drop' })
