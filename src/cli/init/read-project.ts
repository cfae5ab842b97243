import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Problem } from '../../foundation/problem.ts'
import { packageManagerOf, type PackageManager } from './package-manager.ts'

/** What there is to know of a project before anything is written. */
export interface Project {
  /** Absolute. */
  root: string
  /** The text of its package.json. */
  manifestText: string
  manifest: Manifest
  typescript: boolean
  /** Its `.js` files are ES modules. */
  esm: boolean
  packageManager: PackageManager
  /** The config that Vitest would take, relative to the project; null: there is none. */
  config: string | null
  /** Installed versions; null: not installed. */
  vitest: string | null
  vitestStress: string | null
}

export interface Manifest {
  type?: unknown
  packageManager?: unknown
  scripts?: Record<string, unknown>
  dependencies?: Record<string, unknown>
  devDependencies?: Record<string, unknown>
}

/** In the order in which Vitest looks for them. */
export const configNames = ['vitest.config', 'vite.config'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`),
)

export function readProject(root: string): Project | Problem[] {
  const path = join(root, 'package.json')
  if (!existsSync(path)) {
    return [{ path: 'package.json', expected: 'one, in the folder of the project', got: 'none here' }]
  }
  const manifestText = readFileSync(path, 'utf8')
  const manifest = parse(manifestText)
  if (manifest === null)
    return [{ path: 'package.json', expected: 'an object of JSON', got: 'something else' }]
  const uses = { ...manifest.dependencies, ...manifest.devDependencies }
  return {
    root,
    manifestText,
    manifest,
    typescript: existsSync(join(root, 'tsconfig.json')) || 'typescript' in uses,
    esm: manifest.type === 'module',
    packageManager: packageManagerOf(root, manifest.packageManager),
    config: configNames.find((name) => existsSync(join(root, name))) ?? null,
    vitest: installedVersion(root, 'vitest'),
    vitestStress: installedVersion(root, 'vitest-stress'),
  }
}

function parse(text: string): Manifest | null {
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function installedVersion(root: string, name: string): string | null {
  const require = createRequire(join(root, 'package.json'))
  try {
    return (require(`${name}/package.json`) as { version: string }).version
  } catch {
    return null
  }
}
