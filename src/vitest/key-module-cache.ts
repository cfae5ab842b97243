import type { VitestPluginContext } from 'vitest/node'
import { guiPackages } from '../isolation/imports/gui-packages.ts'

/** Vitest 5 has the first name, Vitest 4 the second. */
type Definer = (generator: () => string) => void

/**
 * Vitest may keep transformed modules on disk, from run to run. Gates are put into them: with other forbidden modules they
 * are other modules.
 */
export function keyModuleCache(context: VitestPluginContext, forbidden: readonly string[]): void {
  const { defineCacheKeyGenerator, experimental_defineCacheKeyGenerator } = context as unknown as Record<
    'defineCacheKeyGenerator' | 'experimental_defineCacheKeyGenerator',
    Definer | undefined
  >
  const key = JSON.stringify([...guiPackages, ...forbidden])
  const define = defineCacheKeyGenerator ?? experimental_defineCacheKeyGenerator
  define?.(() => key)
}
