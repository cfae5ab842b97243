import { createHash } from 'node:crypto'
import type { RecordedHistory } from '../check/evidence.ts'
import type { LoggedOperation } from '../record/history-log.ts'

/** The same for the same operations at the same times, wherever they are recorded. */
export function hashHistory({ operations, missed }: RecordedHistory): string {
  const hash = createHash('sha256')
  for (const operation of operations) hash.update(`${operationText(operation)}\n`)
  return hash.update(`${missed} missed\n`).digest('hex').slice(0, 32)
}

/** All that is known of an operation, on one line. */
export function operationText(operation: LoggedOperation): string {
  const { kind, outcome, invokeTime, completeTime, message, inbox, client } = operation
  const sent = message && [message.producer, message.sequence, message.key ?? null, message.priority ?? null]
  return JSON.stringify([kind, outcome, invokeTime, String(completeTime), sent, inbox, client])
}
