import type { DataContext } from '../model/data-source.ts'

/** Where items come from. A function is called once a run, so that each run begins anew. */
export type DataInput<T> = DataItems<T> | ((context: DataContext) => DataItems<T>)

/** Objects only: a string, which is an iterable of its characters, is more likely meant as a path. */
export type DataItems<T> = (Iterable<T> | AsyncIterable<T>) & object

export function isIterable(value: unknown): value is Iterable<unknown> & object {
  return isObject(value) && typeof Reflect.get(value, Symbol.iterator) === 'function'
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> & object {
  return isObject(value) && typeof Reflect.get(value, Symbol.asyncIterator) === 'function'
}

/** As errors name it: `orders()`, `array`. */
export function nameOf(input: unknown): string {
  if (typeof input === 'function') return `${input.name || 'function'}()`
  if (Array.isArray(input)) return 'array'
  return isAsyncIterable(input) ? 'async iterable' : 'iterable'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
