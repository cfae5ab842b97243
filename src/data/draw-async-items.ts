import type { DataContext, Draw } from '../model/data-source.ts'
import type { AsyncItems } from './async-items.ts'
import { tooManyItems, type CollectLimits } from './collect-items.ts'
import { dataError, sourceFailed } from './data-error.ts'
import { drawItems } from './draw-items.ts'

/** Deals the items of an async iterable in an order that needs them all: they are collected before the load begins. */
export function drawAsyncItems<T>(
  source: AsyncItems<T>,
  limits: CollectLimits,
  context: DataContext,
): Draw<T> {
  const { name, order } = limits
  let dealt: Draw<T> | null = null
  const collect = async (): Promise<void> => {
    try {
      dealt = drawItems({ items: await collectAll(source, limits), name }, order, context)
    } catch (error) {
      throw sourceFailed('items', name, error)
    }
  }
  const ready = collect()
  // Whoever opened this looks at `ready`, or will not draw.
  ready.catch(() => {})
  const draw: Draw<T> = (request) => {
    if (dealt === null) throw dataError('a load that waits for `ready`', `a draw from ${name} before`)
    return dealt(request)
  }
  return Object.assign(draw, { ready, close: () => source.close() })
}

async function collectAll<T>(source: AsyncItems<T>, limits: CollectLimits): Promise<T[]> {
  const items: T[] = []
  while (!source.closed) {
    const next = await source.next()
    if (next.done) break
    if (items.length === limits.maxItems) throw tooManyItems(limits)
    items.push(next.value)
  }
  return items
}
