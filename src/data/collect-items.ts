import { countItems, dataError, formatCount, sourceFailed } from './data-error.ts'
import type { DataOrder } from './orders.ts'

export interface CollectLimits {
  name: string
  order: DataOrder
  /** With more than this, a source is taken for endless. */
  maxItems: number
}

/** All items of an iterable, for an order that needs them all; throws where they are more than `maxItems`. */
export function collectItems<T>(iterable: Iterable<T>, limits: CollectLimits): T[] {
  const items: T[] = []
  try {
    for (const item of iterable) {
      if (items.length === limits.maxItems) throw tooManyItems(limits)
      items.push(item)
    }
  } catch (error) {
    throw sourceFailed('items', limits.name, error)
  }
  return items
}

export function tooManyItems({ name, order, maxItems }: CollectLimits): Error {
  return dataError(
    `at most ${countItems(maxItems)}, because order "${order}" needs them all (maxItems)`,
    `more than ${formatCount(maxItems)} (${name})`,
  )
}
