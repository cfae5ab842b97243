/** The queue, or the processor, did not take a message because it was closed. */
export class QueueClosedError extends Error {
  override name = 'QueueClosedError'
  readonly code = 'QUEUE_CLOSED'
  constructor(what: 'queue' | 'processor' = 'queue') {
    super(`the ${what} is closed`)
  }
}
