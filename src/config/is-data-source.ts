import type { DataSource } from '../model/data-source.ts'

/** Whether it may stand as `data`: an array, or a source. */
export const isDataSource = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' &&
    value !== null &&
    ['message', 'data'].includes((value as DataSource<unknown>).carries) &&
    typeof (value as DataSource<unknown>).open === 'function')
