import { theQueue, theQueueAlone, type Books } from './books.ts'
import type { ObservedChannel } from './channel.ts'
import { EnqueueObserver, type Answer, type Attempt } from './enqueue-observer.ts'
import type { Identify } from './identify.ts'
import { replaceMethod } from './replace-method.ts'

/** Who returns has taken the message. */
const returned: Answer = () => 'ok'

/**
 * Writes down what goes into and comes out of `channel`. `send` is replaced on `owner`, the object on which it is called.
 * Returns a function that ends that. What `idOf` or `inboxesOf` cannot tell is counted as unaccountable: to throw would be
 * to throw into the system under load.
 */
export function observeChannel(
  channel: ObservedChannel,
  owner: Record<string, unknown>,
  method: string,
  identify: Identify,
  books: Books,
): () => void {
  const sends = new EnqueueObserver(books, channel.isRefusal?.bind(channel))
  const attemptAt = (item: unknown): Attempt => ({
    item,
    message: identify(item),
    addressees: addresseesOf(channel, item),
  })
  let ended = false
  const deliver = (item: unknown, inbox?: string | number | null): void => {
    if (ended) return
    const message = quietly(() => identify(item))
    if (message === null) return void books.ledger.unaccountable++
    const where = channel.inboxesOf ? String(inbox ?? theQueue) : theQueue
    books.ledger.delivered(message, where)
    books.log?.instant('dequeue', message, where)
  }
  const restore = replaceMethod(owner, method, (call) => (self, args) => {
    const attempt = quietly(() => attemptAt(args[0]))
    if (attempt !== null) return sends.watch(method, attempt, returned, call, self, args)
    books.ledger.unaccountable++
    return call(self, args)
  })
  try {
    const unsubscribe = channel.onMessage(deliver)
    return () => {
      ended = true
      restore()
      if (typeof unsubscribe === 'function') unsubscribe()
    }
  } catch (error) {
    restore()
    throw error
  }
}

function addresseesOf(channel: ObservedChannel, item: unknown): readonly string[] {
  if (!channel.inboxesOf) return theQueueAlone
  const inboxes: unknown = channel.inboxesOf(item as never)
  if (!Array.isArray(inboxes)) throw new TypeError('inboxesOf must return a list of names')
  return inboxes.map(String)
}

function quietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
