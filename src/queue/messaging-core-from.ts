import { custom, z } from '../foundation/schema.ts'
import { InputError, renderValue } from '../foundation/problem.ts'
import type { Message } from './message.ts'
import {
  failureReason,
  isSendOutcome,
  unknownOutcome,
  type MessagingCore,
  type SendOutcome,
} from './messaging-core.ts'
import { parseOptions } from './parse-options.ts'

/** A real send function. True or nothing: delivered; false: refused. A throw: unknown, unless `refusedWhen` knows better. */
export type SendFunction = (
  message: Message,
) => SendOutcome | boolean | undefined | void | Promise<SendOutcome | boolean | undefined | void>

const isFunction = (value: unknown) => typeof value === 'function'
const optionsSchema = z.strictObject({
  refusedWhen: custom<(error: unknown) => boolean>('a function', isFunction).optional(),
})
const DELIVERED: SendOutcome = { status: 'delivered' }

/**
 * A messaging core around a send function of your own. `refusedWhen(error)` says for which errors the send certainly had
 * no effect (a refused connection, say); without it every throw counts as unknown, which a checker treats as "may have
 * been delivered". Throws `InputError` on anything but a function.
 */
export function messagingCoreFrom(
  send: SendFunction,
  options: { refusedWhen?: (error: unknown) => boolean } = {},
): MessagingCore {
  if (!isFunction(send)) {
    throw new InputError('messagingCoreFrom', [
      { path: 'send', expected: 'a function', got: renderValue(send) },
    ])
  }
  const { refusedWhen } = parseOptions('messagingCoreFrom', optionsSchema, options)
  return {
    async sendMessage(message) {
      try {
        return toOutcome(await send(message))
      } catch (error) {
        return refusedWhen?.(error)
          ? { status: 'refused', reason: failureReason(error) }
          : unknownOutcome(error)
      }
    },
  }
}

function toOutcome(returned: unknown): SendOutcome {
  if (returned === undefined || returned === true) return DELIVERED
  if (returned === false) return { status: 'refused', reason: 'refused' }
  if (isSendOutcome(returned)) return returned
  // Neither yes nor no: to call it delivered would be to pass by a guess.
  return { status: 'unknown', reason: 'not-an-outcome' }
}
