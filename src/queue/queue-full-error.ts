/** The queue did not take a message because `capacity` messages wait already. */
export class QueueFullError extends Error {
  override name = 'QueueFullError'
  readonly code = 'QUEUE_FULL'
  readonly capacity: number
  constructor(capacity: number) {
    super(`the queue is full: ${capacity} messages wait`)
    this.capacity = capacity
  }
}
