import { InputError } from '../foundation/problem.ts'
import { InjectedRefusal } from '../model/injected-refusal.ts'
import { QueueClosedError } from './queue-closed-error.ts'
import { QueueFullError } from './queue-full-error.ts'

/** Errors with which the kit's own objects, and a fault in their place, say that they certainly did not take a message. */
const refusals = [QueueFullError, QueueClosedError, InputError, InjectedRefusal]

/** Whether `error` proves that nothing happened. Any other exception leaves the outcome unknown. */
export function isRefusal(error: unknown): boolean {
  return refusals.some((kind) => error instanceof kind)
}
