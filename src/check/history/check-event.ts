import { nearestName, renderValue } from '../../foundation/problem.ts'
import { listNames } from '../../foundation/schema.ts'
import type { HistoryEvent } from '../../model/history.ts'
import type { HistoryProblems } from './history-problems.ts'

const fields = ['process', 'type', 'f', 'value', 'key', 'priority', 'offset', 'time']
const types: readonly unknown[] = ['invoke', 'ok', 'fail', 'info']
const kinds: readonly unknown[] = ['enqueue', 'dequeue', 'drain', 'ack', 'nack', 'assign']
const knownFields = new Set(fields)

/** Whether `value` is an event; if not, what is wrong with it goes to `problems`. */
export function checkEvent(value: unknown, place: number, problems: HistoryProblems): value is HistoryEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.add(place, '', 'an object, one operation event', renderValue(value))
    return false
  }
  const before = problems.total
  for (const name in value) {
    if (knownFields.has(name)) continue
    problems.add(
      place,
      name,
      `one of ${fields.join(', ')}`,
      `unknown field "${name}"`,
      nearestName(name, fields),
    )
  }
  const event = value as Record<string, unknown>
  if (!isName(event.process))
    problems.add(place, 'process', 'a string or a number', renderValue(event.process))
  if (!Number.isFinite(event.time)) problems.add(place, 'time', 'a number', renderValue(event.time))
  checkName(event.type, types, 'type', place, problems)
  checkName(event.f, kinds, 'f', place, problems)
  if (!isAbsent(event.key) && !isName(event.key))
    problems.add(place, 'key', 'a string or a number', renderValue(event.key))
  for (const name of ['priority', 'offset']) {
    const number = event[name]
    if (!isAbsent(number) && !Number.isFinite(number))
      problems.add(place, name, 'a number', renderValue(number))
  }
  if (problems.total === before) checkValue(event as unknown as HistoryEvent, place, problems)
  return problems.total === before
}

/** What an event carries depends on what it is about. A null stands for a field that is absent. */
function checkValue({ type, f, value }: HistoryEvent, place: number, problems: HistoryProblems): void {
  const expect = (expected: string): void => problems.add(place, 'value', expected, renderValue(value))
  if (f === 'enqueue' || f === 'ack' || f === 'nack') {
    if (type === 'invoke' && isAbsent(value)) expect('a message id')
    return
  }
  if (f === 'dequeue') {
    if (type === 'invoke' && !isAbsent(value)) expect('null on the invoke of a dequeue')
    if (type === 'ok' && value === undefined) expect('the message id, or null for "empty"')
    return
  }
  if (f === 'drain' && type === 'ok' && !(Array.isArray(value) && !value.some(isAbsent)))
    expect('an array of message ids')
  if (f === 'assign' && !isAbsent(value) && !(Array.isArray(value) && value.every(isName)))
    expect('an array of keys')
}

function checkName(
  name: unknown,
  known: readonly unknown[],
  field: string,
  place: number,
  problems: HistoryProblems,
): void {
  if (known.includes(name)) return
  const names = known as readonly string[]
  const nearest = typeof name === 'string' ? nearestName(name, names) : undefined
  problems.add(place, field, `one of ${listNames(names)}`, renderValue(name), nearest)
}

/** A process or a key. */
function isName(value: unknown): value is string | number {
  return typeof value === 'string' || Number.isFinite(value)
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}
