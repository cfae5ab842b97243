import type { QueueCapabilities } from '../queue/message-queue.ts'

/**
 * The least that a run needs to account for every message of a system that is no `MessageQueue`. `observe` may return
 * one, or the target itself may be one.
 */
export interface ObservedChannel<Item = never> {
  /** Hands a message over; settles once the system has taken it. A method of the target: calls of it are what is observed. */
  send(message: Item, ...rest: never[]): unknown
  /** Calls `listener` each time a message takes effect. Called once, before the load; may return how to end that. */
  onMessage(listener: (message: Item, inbox?: string) => void): (() => void) | void
  /** What tells one message from all others: a text or number, or its producer and its place (from 0) among that producer's. */
  idOf(message: Item): string | number | { producer: string; sequence: number }
  /** The inboxes a message belongs in. Default: there is one, and `inbox` of the listener is not looked at. */
  inboxesOf?(message: Item): readonly string[]
  /** Messages of one producer and key are meant to stay in order. Default: `message.key`. */
  keyOf?(message: Item): string | undefined
  /** Higher is served first. Default: `message.priority`. */
  priorityOf?(message: Item): number | undefined
  /** Whether an error of `send` proves that the message was not taken; any other error leaves that unknown. */
  isRefusal?(error: unknown): boolean
  /** What it promises, and so what is judged by default. Default: at least once. */
  readonly capabilities?: Partial<QueueCapabilities>
  /** How many messages are inside; 0 at the end proves that what is missing is lost. */
  readonly size?: number
  /** Settles once nothing is inside; `false`: there still is. */
  drain?(signal: AbortSignal): unknown
}
