import type { DataContext, Draw } from '../model/data-source.ts'
import { countItems, dataError, noItemLeft, tooFewItems } from './data-error.ts'
import { orders, type DataOrder } from './orders.ts'

/** Items that are all known. */
export interface NamedItems<T> {
  items: readonly T[]
  /** As errors name the source: `users.csv`. */
  name: string
}

/** Deals known items in `order`, without copying them. Throws where they cannot last for the plan. */
export function drawItems<T>(
  { items, name }: NamedItems<T>,
  order: DataOrder,
  context: DataContext,
): Draw<T> {
  const count = items.length
  const planned = context.plannedIterations ?? 0
  const { reuses, positions } = orders[order]
  if (count === 0) throw dataError('at least one item', `none (${name})`)
  if (!reuses && count < planned) throw tooFewItems(planned, count, name)
  const positionOf = positions(count, context.random)
  return ({ index }) => {
    const position = positionOf(index)
    if (position === undefined || position >= count) {
      const again = order === 'unique' ? 'random' : 'circular'
      const rule = `order "${order}" gives each once ("${again}" gives them again)`
      throw noItemLeft(index, `${name} has ${countItems(count)}, and ${rule}`)
    }
    return items[position]!
  }
}
