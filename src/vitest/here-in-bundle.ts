import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Vite } from 'vitest/node'

/** As long as what it stands for, so that columns in source maps stay right. */
const call = '$hereMeta()'

/** Lets `import.meta.url`, `.dirname` and `.filename` in a bundle be those of each module, not of the bundle. */
export function hereInBundle(): Vite.Plugin {
  return {
    name: 'vitest-stress:here',
    enforce: 'pre',
    transform(code, id) {
      const path = id.split('?')[0]!
      if (!/\bimport\.meta\.(url|dirname|filename)\b/.test(code)) return null
      const here = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path }
      const replaced = code.replaceAll(/\bimport\.meta(?=\.(?:url|dirname|filename)\b)/g, () => call)
      // Hoisted, so that it may stand at the end, and no line moves.
      return { code: `${replaced}\nfunction $hereMeta() { return ${JSON.stringify(here)} }`, map: null }
    },
  }
}
