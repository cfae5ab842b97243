import { isThenable } from '../foundation/is-thenable.ts'
import { isRefusal } from '../queue/is-refusal.ts'
import type { LoggedMessage } from '../record/history-log.ts'
import type { Books } from './books.ts'
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
  /** Those of them whose callers wait, by sequence number: what a queue hands on after a wait may be a copy. */
  readonly #waiting = new Map<number, Sending>()
  /** The call that runs. */
  #running: Sending | null = null
  readonly #onAttempt: ((message: LoggedMessage) => void) | undefined

  /**
   * `isOwnRefusal`: the adapter's word that an error proves that nothing happened. `onAttempt`: told of each message before it
   * is handed over.
   */
  constructor(
    books: Books,
    isOwnRefusal: ((error: unknown) => boolean) | undefined,
    onAttempt?: (message: LoggedMessage) => void,
  ) {
    this.#books = books
    this.#isOwnRefusal = isOwnRefusal
    this.#onAttempt = onAttempt
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
    const outer = this.#underWay.get(attempt.item) ?? this.#originalOf(attempt, method)
    // What a queue calls on itself, now or after a wait, is part of the call under way.
    if (outer !== undefined && (outer.running || outer.method !== method)) return call(self, args)
    // The same call again: it may be the queue that tries again or its user, so it counts as no other attempt.
    const sending = outer ?? this.#begin(method, attempt)
    sending.running = true
    const around = this.#running
    this.#running = sending
    let result: unknown
    try {
      result = call(self, args)
    } catch (error) {
      this.#threw(sending, error, outer !== undefined)
      throw error
    } finally {
      sending.running = false
      this.#running = around
    }
    if (!isThenable(result)) {
      this.#returned(sending, answer(result), outer !== undefined)
      return result
    }
    if (outer === undefined) this.#waiting.set(sending.message.sequence, sending)
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

  /** The call under way that a queue handed a copy of its message on from: another object, the same identity. */
  #originalOf({ message }: Attempt, method: string): Sending | undefined {
    const isSame = (other: Sending | null | undefined): other is Sending =>
      other != null &&
      other.message.sequence === message.sequence &&
      other.message.producer === message.producer &&
      other.method !== method
    if (isSame(this.#running)) return this.#running
    const waiting = this.#waiting.size === 0 ? undefined : this.#waiting.get(message.sequence)
    return isSame(waiting) ? waiting : undefined
  }

  #begin(method: string, { item, message, addressees }: Attempt): Sending {
    const { ledger, log } = this.#books
    this.#onAttempt?.(message)
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
    if (!isRepeated) {
      this.#underWay.delete(sending.item)
      if (this.#waiting.get(sending.message.sequence) === sending)
        this.#waiting.delete(sending.message.sequence)
    } else if (outcome !== 'ok') return
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
