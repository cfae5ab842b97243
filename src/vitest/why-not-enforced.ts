import type { TestProject } from 'vitest/node'
import { permissionFlags } from '../isolation/permission-flags.ts'

/** Flags of Node that need what a sealed process would not have any more. */
const inspecting = /^--inspect/
const ofModel = /^--(?:experimental-)?permission/

/**
 * Why sealed processes of a project cannot be started with permissions taken from them, in words; null: they can. What V8 and
 * Vitest find out about coverage goes through the inspector, which Node denies then.
 */
export function whyNotEnforced({ config, vitest }: TestProject, socketPath: string | null): string | null {
  const given = [...config.execArgv, ...(process.env['NODE_OPTIONS']?.split(/\s+/) ?? [])]
  if (config.pool !== 'forks' && config.pool !== 'threads') return `pool ${config.pool}`
  if (process.platform === 'win32') return 'Windows'
  if (permissionFlags([]).length === 0) return `Node ${process.versions.node} has no permission model`
  if (vitest.config.coverage.enabled || process.env['NODE_V8_COVERAGE']) return 'coverage is measured'
  if (vitest.config.inspector.enabled || given.some((flag) => inspecting.test(flag)) || isDebugged())
    return 'the inspector is on'
  if (given.some((flag) => ofModel.test(flag))) return 'flags of the permission model are given already'
  // What this package and Vitest write beside the files is written by the main process then.
  return socketPath === null ? 'no local socket could be opened' : null
}

/** VS Code opens the inspector in each process, by a module of its own. */
function isDebugged(): boolean {
  return Boolean(process.env['VSCODE_INSPECTOR_OPTIONS'])
}
