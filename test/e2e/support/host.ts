import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where fixture projects live: a folder from which `vitest` and `vitest-stress` resolve, once each. */
export interface Host {
  /** Fixture projects are made in here. */
  projects: string
  /** The Node that runs them. */
  node: string
  /** Of that Node: `v24.1.0`. */
  nodeVersion: string
  /** Vitest's command-line entry. */
  vitest: string
  vitestMajor: number
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** `E2E_HOST` and `E2E_NODE` choose another Vitest and Node; by default the project's own, with dist/ as the package. */
export function findHost(): Host {
  const chosen = process.env['E2E_HOST']
  const chosenNode = process.env['E2E_NODE']
  const folder = chosen ?? join(root, '.cache', 'e2e-host')
  const projects = join(folder, '.cache', 'e2e')
  mkdirSync(projects, { recursive: true })
  if (!chosen) linkPackage(folder)
  const manifest = createRequire(join(projects, 'x.js')).resolve('vitest/package.json')
  const { version } = createRequire(import.meta.url)(manifest) as { version: string }
  return {
    projects,
    ...(chosenNode === undefined
      ? { node: process.execPath, nodeVersion: process.version }
      : {
          node: chosenNode,
          nodeVersion: execFileSync(chosenNode, ['--version'], { encoding: 'utf8' }).trim(),
        }),
    vitest: join(dirname(manifest), 'vitest.mjs'),
    vitestMajor: Number(version.split('.')[0]),
  }
}

function linkPackage(folder: string): void {
  const link = join(folder, 'node_modules', 'vitest-stress')
  if (existsSync(link)) return
  mkdirSync(dirname(link), { recursive: true })
  try {
    symlinkSync(root, link, 'dir')
  } catch (error) {
    // Another test process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
