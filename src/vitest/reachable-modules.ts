import { readFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import type { TestProject, Vite } from 'vitest/node'
import { locationOf } from '../isolation/imports/location-of.ts'
import { importedNames } from '../isolation/validation/imported-names.ts'
import { externalFiles } from './stress-project.ts'

export interface ReachableModules {
  /** Every module, with the one that led to it; null: a stress file. */
  readonly importers: ReadonlyMap<string, string | null>
  /** Sources that import by a computed name: what that is, nobody knows before it runs. */
  readonly computed: readonly string[]
  /** What could not be read, with the reason. */
  readonly unread: readonly string[]
}

const runner = /\/node_modules\/(?:vitest|vite|@vitest\/[^/]+|vitest-stress)\//
const code = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/

/** All that files of a project import, by whatever is imported in turn, as Vite and Node resolve it; types do not count. */
export async function reachableModules(
  project: TestProject,
  files: readonly string[],
): Promise<ReachableModules> {
  const environment = project.vite.environments.ssr
  const importers = new Map<string, string | null>(files.map((file) => [locationOf(file), null]))
  const computed: string[] = []
  const unread: string[] = []
  // A map yields what is added meanwhile.
  for (const location of importers.keys()) {
    try {
      for (const found of await importsOf(environment, location, computed))
        if (!importers.has(found)) importers.set(found, location)
    } catch (error) {
      unread.push(`${location}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { importers, computed, unread }
}

async function importsOf(
  environment: Vite.DevEnvironment,
  location: string,
  computed: string[],
): Promise<string[]> {
  if (!code.test(location) || runner.test(location) || externalFiles.test(location)) return []
  const isPackage = location.includes('/node_modules/')
  const names = isPackage
    ? importedNames(readFileSync(location, 'utf8'))
    : await namesInSource(environment, location, computed)
  const found: string[] = []
  for (const name of names) {
    const at = await resolve(environment, name, location, isPackage)
    if (at !== null) found.push(at)
  }
  return found
}

/** As it is once types are gone. */
async function namesInSource(
  environment: Vite.DevEnvironment,
  location: string,
  computed: string[],
): Promise<string[]> {
  const transformed = await environment.transformRequest(location)
  const { code: text = '', deps = [], dynamicDeps = [] } = transformed ?? {}
  const required = [...text.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, name]) => name!)
  if (/__vite_ssr_dynamic_import__\((?!\s*["'`][^"'`$]*["'`]\s*[,)])/.test(text)) computed.push(location)
  return [...new Set([...deps, ...dynamicDeps, ...required])]
}

/** null: it is not there (an optional package), or a module of no file. */
async function resolve(
  environment: Vite.DevEnvironment,
  name: string,
  importer: string,
  byNode: boolean,
): Promise<string | null> {
  if (name.startsWith('node:') || isBuiltin(name)) return locationOf(name)
  if (byNode) {
    try {
      return locationOf(createRequire(importer).resolve(name))
    } catch {
      // Vite knows packages that can only be imported.
    }
  }
  const resolved = await environment.pluginContainer.resolveId(name, importer)
  if (!resolved || resolved.id.startsWith('\0') || resolved.id.includes('__vite-browser-external'))
    return null
  return locationOf(resolved.id)
}
