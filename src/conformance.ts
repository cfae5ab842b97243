export { describeQueueBehavior } from './vitest/describe-queue-behavior.ts'
export type { QueueBehaviorOptions } from './conformance/behavior-options.ts'
export type { QueueFactory } from './conformance/queue-factory.ts'
export type { MessageQueue, QueueCapabilities } from './queue/message-queue.ts'
