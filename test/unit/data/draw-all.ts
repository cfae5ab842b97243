import { seededRandom } from '../../../src/foundation/random.ts'
import type { DataContext, DataSource, Draw } from '../../../src/model/data-source.ts'

export const contextOf = (seed = 7, plannedIterations: number | null = null): DataContext => ({
  random: seededRandom(seed),
  agents: ['Agent-1'],
  plannedIterations,
})

/** Opens a source and waits until it can be drawn from. */
export async function openReady<T>(source: DataSource<T>, context = contextOf()): Promise<Draw<T>> {
  const draw = source.open(context)
  await draw.ready
  return draw
}

/** The items of the iterations 0 to `count` - 1. */
export async function drawAll<T>(source: DataSource<T>, count: number, context = contextOf()): Promise<T[]> {
  const draw = await openReady(source, context)
  return Array.from({ length: count }, (_, index) => draw({ index, agent: null }))
}

/** The message of what `draw` throws, without its head. */
export function problemOf(draw: () => unknown): string {
  try {
    draw()
  } catch (error) {
    return (error as Error).message.replace(/^.*\n {2}/, '')
  }
  throw new Error('nothing was thrown')
}
