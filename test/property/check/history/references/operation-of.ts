import type { Operation } from '../../../../../src/model/history.ts'

type Outcome = Operation['outcome']
type Fields = Partial<Omit<Operation, 'invokeTime' | 'completeTime' | 'f'>>

/** An operation by its kind and interval; what a test does not say is as in the plainest history. */
export function operationOf(
  f: Operation['f'],
  invokeTime: number,
  completeTime: number,
  fields: Fields = {},
): Operation {
  const outcome: Outcome = fields.outcome ?? 'ok'
  return {
    process: fields.process ?? 'p',
    f,
    outcome,
    invokeTime,
    completeTime: outcome === 'info' ? Infinity : completeTime,
    input: fields.input,
    output: fields.output,
    key: fields.key,
    priority: fields.priority,
    offset: fields.offset,
  }
}

export const enqueue = (value: unknown, from: number, to: number, fields: Fields = {}): Operation =>
  operationOf('enqueue', from, to, { ...fields, input: value, output: value })

export const dequeue = (value: unknown, from: number, to: number, fields: Fields = {}): Operation => ({
  ...operationOf('dequeue', from, to, { process: 'c', ...fields, input: null }),
  output: fields.outcome === undefined || fields.outcome === 'ok' ? value : null,
})

export const drain = (
  values: readonly unknown[],
  from: number,
  to: number,
  fields: Fields = {},
): Operation => ({
  ...operationOf('drain', from, to, { process: 'c', ...fields, input: null }),
  output: fields.outcome === undefined || fields.outcome === 'ok' ? values : null,
})

export const ack = (value: unknown, from: number, to: number, fields: Fields = {}): Operation =>
  operationOf('ack', from, to, { process: 'c', ...fields, input: value, output: value })

export const nack = (value: unknown, from: number, to: number, fields: Fields = {}): Operation =>
  operationOf('nack', from, to, { process: 'c', ...fields, input: value, output: value })

export const assign = (keys: readonly unknown[], from: number, to: number, fields: Fields = {}): Operation =>
  operationOf('assign', from, to, { process: 'c', ...fields, input: keys, output: keys })

/** In the order that checkers get. */
export function inOrder(operations: readonly Operation[]): Operation[] {
  return [...operations].sort((a, b) => a.invokeTime - b.invokeTime)
}
