import type { Message } from '../queue/message.ts'
import type { DeadLetter, Lease, MessageQueue } from '../queue/message-queue.ts'
import { theQueueAlone, type Books } from './books.ts'
import { EnqueueObserver, type Answer } from './enqueue-observer.ts'
import { LeaseObserver } from './lease-observer.ts'
import { replaceMethod, type Call } from './replace-method.ts'
import { SentTo } from './sent-to.ts'

/** Who returns has taken the message. */
const returned: Answer = () => 'ok'
/** Only what the contract speaks of is certain. */
const answered: Answer = (value) => (value === true ? 'ok' : value === false ? 'fail' : 'info')

/**
 * Writes down every operation on `queue` from now on, whoever calls it: its methods are replaced on the object itself.
 * Returns a function that ends that. Throws `InputError` where the methods cannot be replaced.
 *
 * `take` and `dequeue` that bring nothing are left out: the contract does not say that the queue is empty then. A queue may
 * call its own methods; what a call does inside another is counted once. A lease that nobody was seen to bring is one that
 * a consumer waited for before this began: its ack or nack tells of it, or the count of deliveries on a later one.
 */
export function observeQueue(queue: MessageQueue, books: Books): () => void {
  const sentTo = new SentTo()
  const sends = new EnqueueObserver(books, queue.isRefusal?.bind(queue), (message) => sentTo.note(message))
  const leases = new LeaseObserver(books, sentTo)
  const object = queue as unknown as Record<string, unknown>
  const undo: (() => void)[] = []
  const replace = (name: keyof MessageQueue, make: (call: Call) => Call): void => {
    undo.push(replaceMethod(object, name, make))
  }
  const send = (name: 'enqueue' | 'offer', answer: Answer): void =>
    replace(name, (call) => (self, args) => {
      const [item] = args
      if (typeof item === 'object' && item !== null) {
        const attempt = { item, message: item as Message, addressees: theQueueAlone }
        return sends.watch(name, attempt, answer, call, self, args)
      }
      // Whatever it is, it has no identity.
      books.ledger.unaccountable++
      return call(self, args)
    })
  try {
    send('enqueue', returned)
    send('offer', answered)
    for (const name of ['take', 'dequeue'] as const) {
      replace(name, (call) => (self, args) => leases.took(call, self, args))
    }
    for (const kind of ['ack', 'nack'] as const) {
      replace(kind, (call) => (self, args) => leases.settled(kind, args[0] as Lease, call, self, args))
    }
    undo.push(listen(queue, leases))
  } catch (error) {
    for (const end of undo) end()
    throw error
  }
  return () => {
    for (const end of undo.splice(0)) end()
  }
}

function listen(queue: MessageQueue, leases: LeaseObserver): () => void {
  let ended = false
  const unsubscribe: unknown = queue.onDeadLetter((deadLetter: DeadLetter | undefined) => {
    const message = deadLetter?.message
    if (!ended && typeof message === 'object' && message !== null)
      leases.deadLettered(message, deadLetter?.deliveryCount)
  })
  return () => {
    ended = true
    if (typeof unsubscribe === 'function') unsubscribe()
  }
}
