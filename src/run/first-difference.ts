import type { RecordedHistory } from '../check/evidence.ts'
import type { LoggedOperation } from '../record/history-log.ts'
import { operationText } from './hash-history.ts'

/** The first operation of two histories that is not the same, as a line for a person; null where all are. */
export function firstDifference(first: RecordedHistory, second: RecordedHistory): string | null {
  const length = Math.max(first.operations.length, second.operations.length)
  for (let place = 0; place < length; place++) {
    const [a, b] = [first.operations[place], second.operations[place]]
    if (a && b && operationText(a) === operationText(b)) continue
    return `operation ${place + 1} was ${describe(a, first)}, then ${describe(b, second)}`
  }
  return first.missed === second.missed
    ? null
    : `${first.missed} operations found no room in the history, then ${second.missed}`
}

function describe(operation: LoggedOperation | undefined, { label }: RecordedHistory): string {
  if (operation === undefined) return 'none'
  const { kind, outcome, invokeTime, completeTime, message, inbox } = operation
  const what = message === null ? '' : ` of ${label(message.producer, message.sequence)}`
  const where = inbox === null ? '' : ` at ${inbox}`
  const from = invokeTime / 1000
  const span = Number.isFinite(completeTime) ? `${from} to ${completeTime / 1000} ms` : `${from} ms on`
  return `${kind} ${outcome}${what}${where} (${span})`
}
