import { InputError } from '../foundation/problem.ts'
import { InjectedRefusal } from '../model/injected-refusal.ts'
import { QueueClosedError } from '../queue/queue-closed-error.ts'
import { QueueFullError } from '../queue/queue-full-error.ts'

/** Errors with which the kit's own objects say that they certainly did not take a message. */
const refusals = [QueueFullError, QueueClosedError, InputError, InjectedRefusal]

/** Whether `error` proves that nothing happened. Any other exception leaves the outcome unknown. */
export function isRefusal(error: unknown): boolean {
  return refusals.some((kind) => error instanceof kind)
}
