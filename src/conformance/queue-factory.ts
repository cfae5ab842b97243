import type { MessageQueue } from '../queue/message-queue.ts'

/** Makes a queue that nobody else uses, empty, with the capabilities it claims. Called once for each case. */
export type QueueFactory = () => MessageQueue | Promise<MessageQueue>
