import type { TestProject } from 'vitest/node'
import { permissionFlags } from '../isolation/permission-flags.ts'

/** Flags of Node that need what a sealed process would not have any more. */
const inspecting = /^--inspect/
const ofModel = /^--(?:experimental-)?permission/
/** By Vitest, of the main process's own. */
const handedOn = /^--(?:cpu-prof|heap-prof|diagnostic-dir)/
/** Node writes with these by itself, where a sealed process may not, which ends it or loses what it wrote. */
const writing = new Set(
  (
    'cpu-prof heap-prof prof report-on-fatalerror report-uncaught-exception report-on-signal heapsnapshot-near-heap-limit ' +
    'heapsnapshot-signal trace-events-enabled trace-event-categories diagnostic-dir redirect-warnings'
  )
    .split(' ')
    .map((name) => `--${name}`),
)

/**
 * Why sealed processes of a project cannot be started with permissions taken from them, in words; null: they can. What V8 and
 * Vitest find out about coverage goes through the inspector, which Node denies then.
 */
export function whyNotEnforced({ config, vitest }: TestProject, socketPath: string | null): string | null {
  const given = flagsOf(config)
  if (config.pool !== 'forks' && config.pool !== 'threads') return `pool ${config.pool}`
  if (process.platform === 'win32') return 'Windows'
  if (permissionFlags([]).length === 0) return `Node ${process.versions.node} has no permission model`
  if (vitest.config.coverage.enabled || process.env['NODE_V8_COVERAGE']) return 'coverage is measured'
  if (vitest.config.inspector.enabled || given.some((flag) => inspecting.test(flag)) || isDebugged())
    return 'the inspector is on'
  if (given.some((flag) => ofModel.test(flag))) return 'flags of the permission model are given already'
  const writes = given.find((flag) => writing.has(flag))
  if (writes !== undefined) return `Node writes files of its own with ${writes}`
  if (config.snapshotEnvironment)
    return 'test.snapshotEnvironment is one of your own, which writes snapshots itself'
  // What this package and Vitest write beside the files is written by the main process then.
  return socketPath === null ? 'no local socket could be opened' : null
}

/** Names of flags that processes are started with. */
function flagsOf({ execArgv }: TestProject['config']): string[] {
  const ofMain = process.execArgv.filter((flag) => handedOn.test(flag))
  const ofAll = process.env['NODE_OPTIONS']?.split(/\s+/) ?? []
  // Node takes underlines for dashes.
  return [...ofMain, ...execArgv, ...ofAll].map((flag) => flag.replace(/=.*/, '').replaceAll('_', '-'))
}

/** VS Code opens the inspector in each process, by a module of its own. */
function isDebugged(): boolean {
  return Boolean(process.env['VSCODE_INSPECTOR_OPTIONS'])
}
