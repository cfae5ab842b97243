import { InMemoryMessageQueue } from './in-memory-message-queue.ts'

// To compare with: where it is another function, somebody has put something in its place, and that is to be asked.
export const plainOffer: unknown = Reflect.get(InMemoryMessageQueue.prototype, 'offer')
export const plainDequeue: unknown = Reflect.get(InMemoryMessageQueue.prototype, 'dequeue')
