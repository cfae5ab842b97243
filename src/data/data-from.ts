import { count, custom, z } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import { isAsyncIterable, isIterable, nameOf, type DataInput } from './data-input.ts'
import { openInput } from './open-input.ts'
import type { DataOrder } from './orders.ts'
import { orderSchema } from './order-schema.ts'
import { parseDataOptions } from './parse-data-options.ts'

export interface DataOptions {
  /** @default 'sequential' */
  order?: DataOrder
  /** Most items that are held where the order needs them all, so that an endless source is found out. @default 1,000,000 */
  maxItems?: number
  /** How many items of an async iterable wait in memory, and are there before the load begins. @default 10,000 */
  readAhead?: number
}

const isInput = (value: unknown): boolean =>
  typeof value === 'function' || isIterable(value) || isAsyncIterable(value)

const optionsSchema = z.strictObject({
  source: custom<DataInput<unknown>>(
    'an array, an iterable, an async iterable, or a function that returns one (for a file, dataFromFile)',
    isInput,
  ),
  order: orderSchema,
  maxItems: count().default(1_000_000),
  readAhead: count().default(10_000),
})

/**
 * Feeds iterations (`iteration.data`) from an array, an iterable, an async iterable, or a function that returns one, such
 * as a generator function; it is given `{ random, agents, plannedIterations }`. An array is used as it is when the run
 * starts, and not copied. Where items run out, the run is invalid. Throws `InputError` for bad options.
 */
export function dataFrom<T>(source: DataInput<T>, options: DataOptions = {}): DataSource<T> {
  const { order, maxItems, readAhead } = parseDataOptions('dataFrom', optionsSchema, { source }, options)
  const name = nameOf(source)
  const used = new WeakSet<object>()
  return {
    carries: 'data',
    open: (context) => openInput<T>(source, { name, order, maxItems, readAhead, used }, context),
  }
}
