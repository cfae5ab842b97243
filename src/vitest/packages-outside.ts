import { realpathSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Vite } from 'vitest/node'
import { externalFiles } from './stress-project.ts'

/**
 * Leaves packages out of a bundle: they are imported from where they are, by URL, since the bundle lies elsewhere. So is
 * this package, wherever it is linked from: a second copy of it would record what nobody reads.
 */
export function packagesOutside(): Vite.Plugin {
  return {
    name: 'vitest-stress:packages-outside',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined || source.startsWith('\0')) return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (resolved === null) return null
      const path = resolved.id.split('?')[0]!
      if (!isAbsolute(path)) return null
      const real = realpathSync(path).replaceAll('\\', '/')
      if (!real.includes('/node_modules/') && !externalFiles.test(real)) return resolved
      return { id: pathToFileURL(real).href, external: true }
    },
  }
}
