import type { Message } from './message.ts'
import { hasMethods } from './parse-options.ts'

/** What became of one attempt to deliver a message. `reason` is short and stable, so that failures can be counted by it. */
export type SendOutcome =
  | { readonly status: 'delivered' }
  /** The attempt certainly had no effect. */
  | { readonly status: 'refused'; readonly reason: string }
  /** The attempt may or may not have taken effect. */
  | { readonly status: 'unknown'; readonly reason: string }

/**
 * What really delivers a message to an inbox. The one seam between the queue and the outside world: a stress scenario
 * puts a `MockMessagingCore` here.
 */
export interface MessagingCore {
  /**
   * Delivers `message` to its `recipient`, always a single inbox: the processor has expanded broadcasts into one call
   * per addressee (same `id`, `producer` and `sequence`). A rejection or a throw counts as `unknown`.
   */
  sendMessage(message: Message): Promise<SendOutcome>
}

export function isMessagingCore(value: unknown): value is MessagingCore {
  return hasMethods(value, ['sendMessage'])
}

const statuses: ReadonlySet<unknown> = new Set<SendOutcome['status']>(['delivered', 'refused', 'unknown'])

export function isSendOutcome(value: unknown): value is SendOutcome {
  return typeof value === 'object' && value !== null && 'status' in value && statuses.has(value.status)
}

/** The outcome of an attempt that threw `error`. */
export function unknownOutcome(error: unknown): SendOutcome {
  return { status: 'unknown', reason: failureReason(error) }
}

/** Why nothing is known to be delivered. A core in plain JavaScript may have answered anything. */
export function reasonOf(outcome: SendOutcome | undefined): string {
  const known = typeof outcome === 'object' && outcome !== null && 'reason' in outcome
  return known ? outcome.reason : 'no-outcome'
}

/** A short reason for `error`: its code, else its name where that says more than "Error", else its message. */
export function failureReason(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  try {
    const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown }
    if ((typeof code === 'string' && code !== '') || typeof code === 'number') return String(code)
    if (typeof name === 'string' && name !== '' && name !== 'Error') return name
    return typeof message === 'string' && message !== '' ? message : 'Error'
  } catch {
    // Getters may throw, too.
    return 'Error'
  }
}
