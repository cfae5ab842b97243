import { setMaxListeners } from 'node:events'
import type { EngineParts } from '../load/engine.ts'
import type { RunningLoad } from './running-load.ts'

/** Runs all loads at the same time. When one fails, the others are ended, and the first failure is thrown. */
export async function runLoads(
  loads: readonly RunningLoad[],
  parts: Pick<EngineParts, 'caller' | 'draw' | 'drawsMessages'>,
  outer: AbortSignal,
): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([outer, failed.signal])
  setMaxListeners(0, signal)
  let failure: { error: unknown } | null = null
  await Promise.all(
    loads.map(async (load) => {
      try {
        await load.run(parts, signal)
      } catch (error) {
        failure ??= { error }
        failed.abort(error)
      }
    }),
  )
  if (failure !== null) throw (failure as { error: unknown }).error
}
