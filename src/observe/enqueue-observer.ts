import { isThenable } from '../foundation/is-thenable.ts'
import type { LoggedMessage } from '../record/history-log.ts'
import type { Books } from './books.ts'
import { isRefusal } from './refusals.ts'
import type { Call } from './replace-method.ts'

/** One message on its way in. */
export interface Attempt {
  /** What was handed over, as it is. */
  readonly item: unknown
  readonly message: LoggedMessage
  readonly addressees: readonly string[]
}

/** What a call that returned says about its message: taken, certainly not taken, or neither. */
export type Answer = (value: unknown) => 'ok' | 'fail' | 'info'

/** A call under way. */
interface Sending extends Attempt {
  readonly method: string
  /** The number of its first operation; those of the other addressees follow. -1: there was no room. */
  readonly operation: number
  /** The call itself still runs, and has not returned its promise yet. */
  running: boolean
  decided: boolean
}

/** Writes down attempts to hand messages over, from the calls that make them. */
export class EnqueueObserver {
  readonly #books: Books
  readonly #isOwnRefusal: ((error: unknown) => boolean) | undefined
  readonly #underWay = new Map<unknown, Sending>()

  /** `isOwnRefusal`: the adapter's word that an error proves that nothing happened. */
  constructor(books: Books, isOwnRefusal: ((error: unknown) => boolean) | undefined) {
    this.#books = books
    this.#isOwnRefusal = isOwnRefusal
  }

  /** Makes the call, and writes down what comes of it, now or once its promise settles. */
  watch(
    method: string,
    attempt: Attempt,
    answer: Answer,
    call: Call,
    self: unknown,
    args: unknown[],
  ): unknown {
    const outer = this.#underWay.get(attempt.item)
    // What a queue calls on itself, now or after a wait, is part of the call under way.
    if (outer !== undefined && (outer.running || outer.method !== method)) return call(self, args)
    // The same call again: it may be the queue that tries again or its user, so it counts as no other attempt.
    const sending = outer ?? this.#begin(method, attempt)
    sending.running = true
    let result: unknown
    try {
      result = call(self, args)
    } catch (error) {
      this.#threw(sending, error, outer !== undefined)
      throw error
    } finally {
      sending.running = false
    }
    if (!isThenable(result)) {
      this.#returned(sending, answer(result), outer !== undefined)
      return result
    }
    return result.then(
      (value) => {
        this.#returned(sending, answer(value), outer !== undefined)
        return value
      },
      (error: unknown) => {
        this.#threw(sending, error, outer !== undefined)
        throw error
      },
    )
  }

  #begin(method: string, { item, message, addressees }: Attempt): Sending {
    const { ledger, log } = this.#books
    ledger.enqueueInvoked(message, addressees)
    let operation = -1
    if (log !== null) {
      for (const inbox of addressees) {
        const number = log.begin('enqueue', message, inbox)
        if (operation < 0) operation = number
      }
    }
    const sending = { item, message, addressees, method, operation, running: true, decided: false }
    this.#underWay.set(item, sending)
    return sending
  }

  #returned(sending: Sending, outcome: 'ok' | 'fail' | 'info', isRepeated: boolean): void {
    // Of several calls with one message the first to succeed decides; only the first of all is known to be the last word.
    if (!isRepeated) this.#underWay.delete(sending.item)
    else if (outcome !== 'ok') return
    const { ledger, log } = this.#books
    const { message, addressees, operation } = sending
    if (outcome === 'ok') ledger.enqueueOk(message, addressees)
    if (sending.decided) return
    sending.decided = true
    if (outcome === 'fail') ledger.enqueueFailed(message, addressees)
    if (log === null) return
    for (let i = 0; i < addressees.length; i++) {
      if (outcome === 'ok') log.ok(operation + i)
      else if (outcome === 'fail') log.fail(operation + i)
      else log.unknown(operation + i)
    }
  }

  /** An exception says nothing about what happened, unless it is proof of a refusal. */
  #threw(sending: Sending, error: unknown, isRepeated: boolean): void {
    this.#returned(sending, this.#provesRefusal(error) ? 'fail' : 'info', isRepeated)
  }

  #provesRefusal(error: unknown): boolean {
    try {
      return isRefusal(error) || this.#isOwnRefusal?.(error) === true
    } catch {
      return false
    }
  }
}
