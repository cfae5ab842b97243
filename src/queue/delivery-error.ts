import type { Message } from './message.ts'

/** Why a message was not delivered to every addressee. */
export type DeliveryFailure =
  /** Accepted, and then given up on: attempts used up, or the processor closed first. */
  | 'dead-lettered'
  /** The queue, or the processor, certainly did not take it. `cause` says why. */
  | 'refused'
  /** The queue failed while taking it, so it may or may not be delivered. `cause` is the queue's error. */
  | 'unknown'

/** A message that was not delivered to every addressee. */
export class DeliveryError extends Error {
  override name = 'DeliveryError'
  readonly reason: DeliveryFailure
  /** The message that failed (`message` is the error's text). */
  readonly failedMessage: Message
  /** The addressees it did not certainly reach. */
  readonly undelivered: readonly string[]
  constructor(
    reason: DeliveryFailure,
    failedMessage: Message,
    undelivered: readonly string[],
    detail: string,
    cause?: unknown,
  ) {
    const to = undelivered.join(', ')
    super(`message ${failedMessage.id} to ${to}: ${reason} (${detail})`, cause === undefined ? {} : { cause })
    this.reason = reason
    this.failedMessage = failedMessage
    this.undelivered = undelivered
  }
}
