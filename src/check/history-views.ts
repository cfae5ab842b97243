import type { Operation } from '../model/history.ts'
import type { LoggedOperation } from '../record/history-log.ts'
import type { Evidence, RecordedHistory } from './evidence.ts'
import type { HistoryChecker } from './history/checker.ts'

/** The operations on one inbox: what holds for a system holds for each of its inboxes alone. */
export interface InboxHistory {
  /** null: all inboxes together. */
  readonly inbox: string | null
  readonly operations: readonly Operation[]
}

type View = (evidence: Evidence, history: RecordedHistory) => InboxHistory[]

/**
 * The parts of a recorded history that a checker is given, in the form that it reads. `claims`: with the deliveries that
 * the queue counts and nobody saw.
 */
export function viewFor(
  { reads = 'everything' }: Pick<HistoryChecker, 'reads'>,
  evidence: Evidence,
  claims = false,
): InboxHistory[] {
  const { history } = evidence
  if (history === null) return []
  const { operations } = history
  if (!hasClaims(history)) return views[reads](evidence, history)
  const told = claims
    ? operations.map((each) => (each.kind === 'claimed' ? { ...each, kind: 'dequeue' as const } : each))
    : operations.filter(({ kind }) => kind !== 'claimed')
  return views[reads](evidence, { ...history, operations: told })
}

/** Whether the queue counts deliveries that nobody saw. */
export function hasClaims({ operations }: RecordedHistory): boolean {
  return operations.some(({ kind }) => kind === 'claimed')
}

/** The key under which dead letters stand. */
export const deadLetterKey = 'dead letters'

const views: Record<NonNullable<HistoryChecker['reads']>, View> = {
  everything: (_, history) =>
    byInbox(history).map(([inbox, part]) => ({
      inbox,
      operations: [...toOperations(withoutGivenUp(part, history), history), ...restOf(part, history)],
    })),
  order: ({ place, capabilities }, history) => {
    const { delivery = 'at-least-once', redelivery = 'none' } = capabilities ?? {}
    const mayRepeat = place === 'deliveries' || delivery === 'at-least-once' || redelivery !== 'none'
    return byInbox(history).map(([inbox, part]) => {
      const moves = part.filter(({ kind }) => kind !== 'ack' && kind !== 'nack')
      const operations = toOperations(withoutGivenUp(moves, history), history)
      return { inbox, operations: mayRepeat ? firstDeliveries(operations) : operations }
    })
  },
  routes: (_, history) => {
    const parts = byInbox(history).map(([, part]) => withoutGivenUp(part, history))
    const operations = toOperations(parts.flat(), history, ({ inbox }) => ({ key: inbox ?? undefined }))
    return [{ inbox: null, operations: [...operations, ...restOf(history.operations, history)] }]
  },
  leases: (_, history) => [
    {
      inbox: null,
      operations: toOperations(history.operations, history, ({ kind }) => ({
        key: kind === 'deadLetter' ? deadLetterKey : undefined,
      })),
    },
  ],
}

/** Whether nothing was left inside, and all of it was seen. */
export function isDrained({ drained, missed }: RecordedHistory): boolean {
  return drained && missed === 0
}

/** What was not drained may hold all that is missing: as a drain of which nobody knows what it brought. */
function restOf(part: readonly LoggedOperation[], history: RecordedHistory): Operation[] {
  if (isDrained(history)) return []
  const invokeTime = part.reduce((last, logged) => Math.max(last, logged.invokeTime), 0)
  const unknown = { input: null, output: null, key: undefined, priority: undefined, offset: undefined }
  return [
    { process: 'what is left', f: 'drain', outcome: 'info', invokeTime, completeTime: Infinity, ...unknown },
  ]
}

function byInbox({ operations }: RecordedHistory): [string | null, LoggedOperation[]][] {
  const parts = new Map<string | null, LoggedOperation[]>()
  for (const operation of operations) {
    const part = parts.get(operation.inbox)
    if (part) part.push(operation)
    else parts.set(operation.inbox, [operation])
  }
  return [...parts]
}

/** What was given up need not come out: whether it went in is then left open. */
function withoutGivenUp(part: readonly LoggedOperation[], history: RecordedHistory): LoggedOperation[] {
  const givenUp = new Set<string>()
  for (const { kind, message } of part) if (kind === 'deadLetter') givenUp.add(nameOf(message!, history))
  if (givenUp.size === 0) return [...part]
  const kept = part.filter(({ kind }) => kind !== 'deadLetter')
  return kept.map((logged) => {
    const open =
      logged.kind === 'enqueue' && logged.outcome === 'ok' && givenUp.has(nameOf(logged.message!, history))
    return open ? { ...logged, outcome: 'info', completeTime: Infinity } : logged
  })
}

/** Of several deliveries of a message the one that ended first: consumers that waited longer began earlier. */
function firstDeliveries(operations: readonly Operation[]): Operation[] {
  const first = new Map<unknown, Operation>()
  for (const operation of operations) {
    if (operation.f !== 'dequeue' || operation.outcome !== 'ok') continue
    const earlier = first.get(operation.output)
    if (earlier === undefined || operation.completeTime < earlier.completeTime)
      first.set(operation.output, operation)
  }
  return operations.filter(
    (operation) =>
      operation.f !== 'dequeue' || operation.outcome !== 'ok' || first.get(operation.output) === operation,
  )
}

function toOperations(
  logged: readonly LoggedOperation[],
  history: RecordedHistory,
  change?: (logged: LoggedOperation) => Partial<Operation>,
): Operation[] {
  const operations: Operation[] = []
  for (const each of logged) {
    // A consumer that still waits has got nothing, once nothing is inside.
    if (each.kind === 'dequeue' && each.outcome === 'open' && isDrained(history)) continue
    const operation = toOperation(each, history)
    operations.push(change ? { ...operation, ...change(each) } : operation)
  }
  return operations
}

function toOperation(
  { kind, outcome, invokeTime, completeTime, message, inbox, client }: LoggedOperation,
  history: RecordedHistory,
): Operation {
  const value = message === null ? null : nameOf(message, history)
  const isDelivery = kind === 'dequeue' || kind === 'deadLetter'
  return {
    process:
      kind === 'enqueue'
        ? message!.producer
        : inbox === 'queue' || inbox === null
          ? `consumer ${client}`
          : inbox,
    f: kind === 'deadLetter' || kind === 'claimed' ? 'dequeue' : kind,
    outcome: outcome === 'open' ? 'info' : outcome,
    invokeTime,
    completeTime,
    input: isDelivery ? null : value,
    output: value,
    key: kind === 'enqueue' ? message!.key : undefined,
    priority: kind === 'enqueue' ? message!.priority : undefined,
    offset: undefined,
  }
}

function nameOf(
  { producer, sequence }: { producer: string; sequence: number },
  history: RecordedHistory,
): string {
  return history.label(producer, sequence)
}
