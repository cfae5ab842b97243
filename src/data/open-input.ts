import { renderValue } from '../foundation/problem.ts'
import type { DataContext, Draw } from '../model/data-source.ts'
import { AsyncItems } from './async-items.ts'
import { collectItems } from './collect-items.ts'
import { dataError, sourceFailed } from './data-error.ts'
import { isAsyncIterable, isIterable, type DataInput, type DataItems } from './data-input.ts'
import { drawAsyncItems } from './draw-async-items.ts'
import { drawItems } from './draw-items.ts'
import { drawIterator } from './draw-iterator.ts'
import { orders, type DataOrder } from './orders.ts'
import { readAhead } from './read-ahead.ts'

export interface OpenOptions {
  name: string
  order: DataOrder
  maxItems: number
  readAhead: number
  /** Iterators that a run has used, and that cannot begin anew. */
  used: WeakSet<object>
}

/** Opens `input` for one run, the way its kind and the order allow. */
export function openInput<T>(input: DataInput<T>, options: OpenOptions, context: DataContext): Draw<T> {
  const { name, order, used } = options
  const items = typeof input === 'function' ? callInput(input, name, context) : input
  if (Array.isArray(items)) return drawItems<T>({ items, name }, order, context)
  if (items instanceof Set || items instanceof Map) {
    return drawItems<T>({ items: [...(items as Iterable<T>)], name }, order, context)
  }
  const { needsAll } = orders[order]
  if (!needsAll && (context.worker?.count ?? 1) > 1) throw notShared(name)
  if (isIterable(items)) {
    const iterator = begin(() => (items as Iterable<T>)[Symbol.iterator](), name)
    refuseUsed(iterator, items, options, used)
    if (!needsAll) return drawIterator(iterator, name, context)
    const all = collectItems({ [Symbol.iterator]: () => iterator }, options)
    return drawItems({ items: all, name }, order, context)
  }
  const iterable = items as AsyncIterable<T>
  const iterator = begin(() => iterable[Symbol.asyncIterator](), name)
  refuseUsed(iterator, items, options, used)
  const source = new AsyncItems(iterable, iterator)
  return needsAll ? drawAsyncItems(source, options, context) : readAhead(source, options, context)
}

/** Each worker would draw the same items, as they come. */
function notShared(name: string): Error {
  const expected =
    'items whose number is known, with several workers (an array, a file, or an order that reads them all: "circular", "random", "unique")'
  return dataError(expected, `items as they come (${name})`)
}

function callInput<T>(
  input: (context: DataContext) => DataItems<T>,
  name: string,
  context: DataContext,
): DataItems<T> {
  const items: unknown = begin(() => input(context), name)
  if (isIterable(items) || isAsyncIterable(items)) return items as DataItems<T>
  throw dataError(`an array, an iterable or an async iterable from ${name}`, renderValue(items))
}

function begin<V>(open: () => V, name: string): V {
  try {
    return open()
  } catch (error) {
    throw sourceFailed('items', name, error)
  }
}

/** What is its own iterator goes through its items once: a second run would find what the first one left. */
function refuseUsed(iterator: object, items: object, { name }: OpenOptions, used: WeakSet<object>): void {
  if (iterator !== items) return
  if (used.has(iterator)) {
    throw dataError(
      'items that begin anew with each run (pass the function that makes them)',
      `an iterator that an earlier run has used (${name})`,
    )
  }
  used.add(iterator)
}
