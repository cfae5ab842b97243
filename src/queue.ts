export { agentMessages } from './queue/agent-messages.ts'
export type { AgentMessagesOptions, MessageKind } from './queue/agent-messages-options.ts'
export { setDefaultCore } from './queue/default-core.ts'
export { DeliveryError, type DeliveryFailure } from './queue/delivery-error.ts'
export { InMemoryMessageQueue, type InMemoryMessageQueueOptions } from './queue/in-memory-message-queue.ts'
export type { LatencyDistribution } from './queue/latency-distribution.ts'
export type { DeadLetter, Lease, MessageQueue, QueueCapabilities } from './queue/message-queue.ts'
export { MessageQueueProcessor } from './queue/message-queue-processor.ts'
export { addresseesOf, agentNames, EVERYONE, type Message } from './queue/message.ts'
export { messagingCoreFrom, type SendFunction } from './queue/messaging-core-from.ts'
export type { MessagingCore, SendOutcome } from './queue/messaging-core.ts'
export { MockMessagingCore, type MockMessagingCoreOptions } from './queue/mock-messaging-core.ts'
export {
  isObservable,
  observeDeliveries,
  type DeliveryObserver,
  type Observable,
} from './queue/observation.ts'
export type { MessageQueueProcessorOptions } from './queue/processor-options.ts'
export { QueueClosedError } from './queue/queue-closed-error.ts'
export { QueueFullError } from './queue/queue-full-error.ts'
export { recordedMessages } from './queue/recorded-messages.ts'
export type { UndeliveredMessage } from './queue/undelivered-message.ts'
export { InputError, type Problem } from './foundation/problem.ts'
export type { Clock } from './foundation/clock.ts'
export { seededRandom, type Random } from './foundation/random.ts'
export type { DataRequest, DataSource } from './model/data-source.ts'
