import type { RecordedHistory } from '../check/evidence.ts'
import type { HistoryEvent } from '../model/history.ts'
import type { LoggedOperation } from '../record/history-log.ts'
import { ClientNames } from './client-names.ts'

/** The key under which dead letters stand. */
const deadLetters = 'dead letters'

/**
 * A recorded history in the published format, one event a line, in the order of time (microseconds). Where inboxes are
 * known, `key` is the inbox, as `routing` wants it; else it is the message's own. Pure.
 */
export function* renderHistory(history: RecordedHistory): Generator<string> {
  const clients = new ClientNames()
  const names = new Map<LoggedOperation, string>()
  const seen = history.operations.filter(({ kind }) => kind !== 'claimed')
  for (const { operation, isInvoke, time } of inOrder(seen)) {
    if (isInvoke) names.set(operation, clients.take(clientOf(operation)))
    const process = names.get(operation)!
    if (!isInvoke && operation.outcome !== 'info') clients.release(clientOf(operation), process)
    yield JSON.stringify(eventOf(operation, history, { process, isInvoke, time }))
  }
}

interface Moment {
  operation: LoggedOperation
  isInvoke: boolean
  time: number
}

/** Both ends of every operation; of what began and ended in one instant, the beginning first. */
function inOrder(operations: readonly LoggedOperation[]): Moment[] {
  const moments = operations.flatMap((operation): Moment[] => {
    const { invokeTime, completeTime, outcome } = operation
    const invoke = { operation, isInvoke: true, time: invokeTime }
    return outcome === 'ok' || outcome === 'fail'
      ? [invoke, { operation, isInvoke: false, time: completeTime }]
      : [invoke]
  })
  return moments.sort((a, b) => a.time - b.time)
}

function clientOf({ kind, message, client }: LoggedOperation): string {
  return kind === 'enqueue' ? message!.producer : `consumer ${client}`
}

function eventOf(
  { kind, outcome, message, inbox }: LoggedOperation,
  { label }: RecordedHistory,
  { process, isInvoke, time }: { process: string; isInvoke: boolean; time: number },
): HistoryEvent {
  const isDelivery = kind === 'dequeue' || kind === 'deadLetter'
  const value =
    message === null || (isDelivery && isInvoke) ? null : label(message.producer, message.sequence)
  const key = keyOf(kind, inbox, message?.key)
  return {
    process,
    type: isInvoke ? 'invoke' : outcome === 'fail' ? 'fail' : 'ok',
    f: kind === 'deadLetter' || kind === 'claimed' ? 'dequeue' : kind,
    value,
    ...(key === undefined ? {} : { key }),
    ...(kind === 'enqueue' && message?.priority !== undefined ? { priority: message.priority } : {}),
    time,
  }
}

function keyOf(
  kind: LoggedOperation['kind'],
  inbox: string | null,
  own: string | undefined,
): string | undefined {
  if (kind === 'deadLetter') return deadLetters
  if (inbox !== null && inbox !== 'queue') return kind === 'enqueue' || kind === 'dequeue' ? inbox : undefined
  return kind === 'enqueue' ? own : undefined
}
