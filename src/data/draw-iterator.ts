import type { DataContext, Draw } from '../model/data-source.ts'
import { countItems, dataError, noItemLeft, sourceFailed, tooFewItems } from './data-error.ts'

/** Draws from an iterator in the order in which iterations start. Nothing is held; it may be endless. */
export function drawIterator<T>(iterator: Iterator<T>, name: string, context: DataContext): Draw<T> {
  let count = 0
  let ended = false
  const pull = (index: number): IteratorResult<T, unknown> => {
    try {
      return iterator.next()
    } catch (error) {
      ended = true
      throw sourceFailed(`an item for iteration ${index}`, name, error)
    }
  }
  const draw: Draw<T> = ({ index }) => {
    if (!ended) {
      const next = pull(index)
      if (!next.done) {
        count++
        return next.value
      }
      ended = true
      // It was asked for the first time: nobody could have known earlier.
      if (count === 0) throw dataError('at least one item', `none (${name})`)
    }
    const planned = context.plannedIterations ?? 0
    if (count < planned) throw tooFewItems(planned, count, `${name}, which ended at iteration ${index}`)
    throw noItemLeft(index, `${name} ended after ${countItems(count)}`)
  }
  const close = (): void => {
    if (!ended) iterator.return?.()
    ended = true
  }
  return Object.assign(draw, { close })
}
