import type { Operation } from '../model/history.ts'
import type { InboxHistory } from './history-views.ts'

type Vacuity = (parts: readonly InboxHistory[]) => string | null

/** A message that certainly went in, and came out. */
interface Passage {
  enqueue: Operation
  dequeue: Operation
}

/** The rule decides between messages of different priority that are inside together. */
export const withoutPriorities: Vacuity = (parts) => {
  const told = parts.some(({ operations }) => hadChoice(passagesOf(operations)))
  return told
    ? null
    : 'no two messages of different priority were certainly inside together, so that it never decided anything'
}

/** The rule decides between two messages of one producer and key, sent one after the other. */
export const withoutPairs: Vacuity = (parts) => {
  const told = parts.some(({ operations }) => {
    const streams = new Map<string, Passage[]>()
    for (const passage of passagesOf(operations)) {
      const { process, key } = passage.enqueue
      const stream = JSON.stringify([process, key])
      const passages = streams.get(stream)
      if (passages) passages.push(passage)
      else streams.set(stream, [passage])
    }
    return [...streams.values()].some(hadOrder)
  })
  return told
    ? null
    : 'no two messages of one producer and key were sent one after the other and came out, so that there was no order to keep'
}

/** The rule decides between two messages, sent one after the other. */
export const withoutOrder: Vacuity = (parts) =>
  parts.some(({ operations }) => hadOrder(passagesOf(operations)))
    ? null
    : 'no inbox had two messages that were sent one after the other and came out, so that there was no order to keep'

function passagesOf(operations: readonly Operation[]): Passage[] {
  const dequeues = new Map<unknown, Operation>()
  for (const operation of operations) {
    if (operation.f === 'dequeue' && operation.outcome === 'ok') dequeues.set(operation.output, operation)
  }
  return operations.flatMap((enqueue) => {
    const dequeue =
      enqueue.f === 'enqueue' && enqueue.outcome === 'ok' ? dequeues.get(enqueue.input) : undefined
    return dequeue ? [{ enqueue, dequeue }] : []
  })
}

/** Whether one was certainly in before another was sent. */
function hadOrder(passages: readonly Passage[]): boolean {
  let firstIn = Infinity
  let lastSent = -Infinity
  for (const { enqueue } of passages) {
    firstIn = Math.min(firstIn, enqueue.completeTime)
    lastSent = Math.max(lastSent, enqueue.invokeTime)
  }
  return firstIn < lastSent
}

/** Whether two of different priority were certainly inside together. */
function hadChoice(passages: readonly Passage[]): boolean {
  const stays = passages
    .map(({ enqueue, dequeue }) => ({
      from: enqueue.completeTime,
      until: dequeue.invokeTime,
      priority: enqueue.priority ?? 0,
    }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from)
  // Of all that came before only this priority can still be inside, or two would have been found already.
  let last = { until: -Infinity, priority: NaN }
  for (const stay of stays) {
    if (stay.priority !== last.priority) {
      if (last.until > stay.from) return true
      last = stay
    } else if (stay.until > last.until) last = stay
  }
  return false
}
