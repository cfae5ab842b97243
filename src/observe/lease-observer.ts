import { isThenable } from '../foundation/is-thenable.ts'
import type { Message } from '../queue/message.ts'
import type { Lease } from '../queue/message-queue.ts'
import { theQueue, type Books } from './books.ts'
import type { Call } from './replace-method.ts'
import type { SentTo } from './sent-to.ts'

/** A call of `take` or `dequeue`. */
interface Taking {
  operation: number
  /** Calls are numbered as they come. The later of two that hold one lease cannot have got it from the earlier. */
  number: number
  /** It brought something, which its operation says. */
  used: boolean
  /** What it brought, until that is settled. */
  lease: object | null
  /** The call before that brought the same message. */
  previous: Taking | null
  /** Which delivery of its message it is, of those that were seen, from 1. */
  delivery: number
}

/** Consumers that wait when the run begins: as many as anybody starts. What a queue says of itself excuses no more. */
const mostClaims = 100

/** Writes down what consumers do, from the calls that do it. */
export class LeaseObserver {
  readonly #books: Books
  readonly #sentTo: SentTo
  /** The last call that brought each message. */
  readonly #broughtBy = new WeakMap<object, Taking>()
  #calls = 0
  /** Deliveries of a message that the queue counts, beside those that were seen. */
  readonly #claims = new WeakMap<object, number>()
  #claimed = 0
  /** The call that runs: what it calls on the same queue is mostly its own doing. */
  #running: Taking | null = null
  #settling: Lease | null = null

  constructor(books: Books, sentTo: SentTo) {
    this.#books = books
    this.#sentTo = sentTo
  }

  /** Makes a call of `take` or `dequeue`. */
  took(call: Call, self: unknown, args: unknown[]): unknown {
    const outer = this.#running
    const isInner = outer !== null && !outer.used
    let taking = isInner ? outer : this.#begin()
    this.#running = taking
    let result: unknown
    try {
      result = call(self, args)
    } catch (error) {
      if (!isInner) this.#threw(taking)
      throw error
    } finally {
      this.#running = outer
    }
    if (!isThenable(result)) {
      this.#came(taking, result, isInner)
      return result
    }
    // It will be over at another time than the call around it, which may be that of somebody else.
    if (isInner) taking = this.#beginWith(taking)
    return result.then(
      (lease) => {
        this.#came(taking, lease, false)
        return lease
      },
      (error: unknown) => {
        this.#threw(taking)
        throw error
      },
    )
  }

  /** Makes a call of `ack` or `nack`, which says by true or false whether the lease was still held. */
  settled(kind: 'ack' | 'nack', lease: Lease, call: Call, self: unknown, args: unknown[]): unknown {
    if (this.#settling === lease || !isLease(lease)) return call(self, args)
    const teller = this.#tellerOf(lease)
    const operation = this.#books.log?.begin(kind, lease.message, theQueue, teller?.operation) ?? -1
    const outer = this.#settling
    this.#settling = lease
    let answer: unknown
    try {
      answer = call(self, args)
    } catch (error) {
      this.#books.log?.unknown(operation)
      throw error
    } finally {
      this.#settling = outer
    }
    if (!isThenable(answer)) {
      this.#answered(operation, teller, lease, answer)
      return answer
    }
    return answer.then(
      (value) => {
        this.#answered(operation, teller, lease, value)
        return value
      },
      (error: unknown) => {
        this.#books.log?.unknown(operation)
        throw error
      },
    )
  }

  deadLettered(message: Message, deliveryCount: unknown): void {
    this.#claim(message, Number(deliveryCount))
    this.#books.ledger.deadLettered(message, theQueue)
    this.#books.log?.instant('deadLetter', message, theQueue)
  }

  #begin(): Taking {
    const operation = this.#books.log?.begin('dequeue', null, theQueue) ?? -1
    return {
      operation,
      number: ++this.#calls,
      used: false,
      lease: null,
      previous: null,
      delivery: 1,
    }
  }

  /** A call that began no later than now and no earlier than `other`. */
  #beginWith(other: Taking): Taking {
    const call = this.#begin()
    this.#books.log?.backdate(call.operation, other.operation)
    return call
  }

  #came(taking: Taking, lease: unknown, isInner: boolean): void {
    const { ledger, log } = this.#books
    if (!isLease(lease)) return this.#broughtNothing(taking, isInner)
    const teller = findCall(this.#broughtBy.get(lease.message) ?? null, lease)
    if (teller !== null && (teller === taking || taking.number < teller.number)) {
      // Told already, by a call that this one made.
      teller.number = taking.number
      return this.#broughtNothing(taking, isInner)
    }
    this.#claim(lease.message, lease.deliveryCount - 1)
    const last = this.#broughtBy.get(lease.message) ?? null
    const own = taking.used ? this.#beginWith(taking) : taking
    own.used = true
    own.lease = lease
    // What is settled is over, and need not be remembered.
    own.previous = last?.lease ? last : null
    own.delivery = (last?.delivery ?? 0) + 1
    this.#broughtBy.set(lease.message, own)
    ledger.delivered(lease.message, this.#placeOf(lease.message))
    log?.ok(own.operation, lease.message)
  }

  /** What comes out for somebody else came out elsewhere, as far as its addressee can tell. */
  #placeOf(message: Message): string {
    return this.#sentTo.isMisrouted(message) ? `the queue, for ${message.recipient}` : theQueue
  }

  #broughtNothing(call: Taking, isInner: boolean): void {
    if (!isInner && !call.used) this.#books.log?.drop(call.operation)
  }

  /** It may have taken a message all the same. */
  #threw(call: Taking): void {
    if (!call.used) this.#books.log?.unknown(call.operation)
  }

  /** The call that brought the lease; of a copy, the last one that brought its message. */
  #tellerOf(lease: Lease): Taking | undefined {
    const last = this.#broughtBy.get(lease.message)
    return last && (findCall(last, lease) ?? last)
  }

  #answered(operation: number, teller: Taking | undefined, lease: Lease, answer: unknown): void {
    const { log } = this.#books
    if (answer === false) return log?.fail(operation)
    // The answer was lost on its way: nothing is known to be settled.
    if (answer === null) return log?.unknown(operation)
    log?.ok(operation)
    if (teller !== undefined) {
      teller.lease = null
      return
    }
    const unseen = this.#unseenCall(lease.message)
    log?.precede(operation, unseen.operation, lease.message)
  }

  /** Whoever brought it began before anybody watched, as consumers do that wait when the run begins. */
  #unseenCall(message: Message): Taking {
    const unseen = this.#begin()
    unseen.used = true
    unseen.delivery = (this.#broughtBy.get(message)?.delivery ?? 0) + 1
    this.#broughtBy.set(message, unseen)
    this.#books.ledger.delivered(message, theQueue)
    return unseen
  }

  /** A message that was delivered `times` times, as the queue counts. What nobody saw is its word alone. */
  #claim(message: Message, times: number): void {
    const { log } = this.#books
    if (log === null || !(times > 0)) return
    const seen = this.#broughtBy.get(message)?.delivery ?? 0
    let claims = this.#claims.get(message) ?? 0
    while (times > seen + claims && this.#claimed < mostClaims) {
      claims++
      this.#claimed++
      log.claimed(message, theQueue)
      this.#claims.set(message, claims)
    }
  }
}

function findCall(last: Taking | null, lease: object): Taking | null {
  for (let call = last; call !== null; call = call.previous) if (call.lease === lease) return call
  return null
}

function isLease(value: unknown): value is Lease {
  const message = (value as Lease | null | undefined)?.message as unknown
  return typeof message === 'object' && message !== null
}
