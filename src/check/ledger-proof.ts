import { renderValue } from '../foundation/problem.ts'
import type { LoggedOperation } from '../record/history-log.ts'
import type { DeliveryClass, DeliveryExample } from './delivery-account.ts'
import type { RecordedHistory } from './evidence.ts'
import type { Proof, ProofMessage } from './history/checker.ts'

/** A delivery that went wrong, and how. */
export interface WrongDelivery {
  readonly kind: DeliveryClass
  readonly example: DeliveryExample
}

const mostMessages = 8

const sentences: Partial<Record<DeliveryClass, string>> = {
  lost: 'was accepted, and never came out, although nothing was left inside',
  duplicated: 'came out more than once',
  unexpected: 'came out, and nobody had sent it',
  phantom: 'came out, although it had certainly been refused',
  misrouted: 'came out of an inbox that it was not addressed to',
}

/** What the recorded operations show of deliveries that the ledger found wrong; null where they show nothing. */
export function ledgerProof(wrong: readonly WrongDelivery[], history: RecordedHistory | null): Proof | null {
  const [first] = wrong
  if (history === null || first === undefined) return null
  const operations = operationsOf(wrong, history)
  const messages = wrong.flatMap(({ example }) => rowsOf(example, operations, history)).slice(0, mostMessages)
  if (messages.length === 0) return null
  const { producer, sequence, inbox } = first.example
  const where = inbox === 'queue' ? '' : ` (inbox of ${inbox})`
  const sentence = `${renderValue(history.label(producer, sequence))} ${sentences[first.kind] ?? first.kind}${where}`
  return { sentence, messages }
}

/** The operations on the messages in question, by message. */
function operationsOf(
  wrong: readonly WrongDelivery[],
  { operations }: RecordedHistory,
): Map<string, LoggedOperation[]> {
  const found = new Map<string, LoggedOperation[]>(wrong.map(({ example }) => [identityOf(example), []]))
  for (const operation of operations) {
    if (operation.message !== null) found.get(identityOf(operation.message))?.push(operation)
  }
  return found
}

/** A row for each time it came out of that inbox, the first with its way in; or its way in alone. */
function rowsOf(
  example: DeliveryExample,
  operations: ReadonlyMap<string, readonly LoggedOperation[]>,
  history: RecordedHistory,
): ProofMessage[] {
  const own = operations.get(identityOf(example)) ?? []
  const value = history.label(example.producer, example.sequence)
  const sent = own.find(({ kind, inbox }) => kind === 'enqueue' && inbox === example.inbox)
  const enqueue = spanOf(sent ?? own.find(({ kind }) => kind === 'enqueue'))
  const deliveries = own.filter(({ kind, inbox }) => kind === 'dequeue' && inbox === example.inbox)
  if (deliveries.length === 0) return enqueue ? [{ value, enqueue, dequeue: null }] : []
  return deliveries.map((delivery, index) => ({
    value,
    enqueue: index === 0 ? enqueue : null,
    dequeue: spanOf(delivery),
  }))
}

function spanOf(operation: LoggedOperation | undefined): [number, number] | null {
  return operation ? [operation.invokeTime, operation.completeTime] : null
}

function identityOf({ producer, sequence }: { producer: string; sequence: number }): string {
  return JSON.stringify([producer, sequence])
}
