import type { Vite } from 'vitest/node'
import { guiPackages } from '../isolation/imports/gui-packages.ts'
import { gateCode, gateName } from '../isolation/imports/import-gate.ts'
import { locationOf } from '../isolation/imports/location-of.ts'
import { moduleRules, type ModuleRules } from '../isolation/imports/module-rules.ts'
import { resolvePatterns } from '../isolation/imports/resolve-patterns.ts'

const prefix = gateName('')
/** Of a module that has its gate already: the plugin may be there twice. */
const start = `import "${prefix}`

/**
 * Puts a gate before each forbidden module that Vite transforms: it is imported first, and throws in a process where
 * the module must not be loaded. In any other process, that of a unit test, it does nothing.
 */
export function importGuard(forbidden: Promise<readonly string[]>): Omit<Vite.Plugin, 'name'> {
  let rules: Promise<ModuleRules> | undefined
  return {
    configResolved({ root }) {
      rules = forbidden.then((patterns) => moduleRules([...guiPackages, ...resolvePatterns(patterns, root)]))
      // Told by the first hook that waits for it.
      rules.catch(() => {})
    },
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: (id) =>
      id.startsWith(`\0${prefix}`)
        ? gateCode(Buffer.from(id.slice(prefix.length + 1), 'base64url').toString())
        : undefined,
    async transform(code, id) {
      if (id.startsWith('\0') || rules === undefined) return undefined
      const location = locationOf(id)
      if ((await rules)(location) === null || code.startsWith(start)) return undefined
      const gate = `import "${gateName(location)}";`
      // On the first line, so that the numbers of all lines stay right.
      return { code: gate + code, map: null }
    },
  }
}
