import { tmpdir } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import type { IsolationSettings } from '../config/isolation-schema.ts'
import { resolvePatterns } from '../isolation/imports/resolve-patterns.ts'
import type { Policy } from '../isolation/policy.ts'
import { realPath } from '../isolation/real-path.ts'
import type { StressSession } from './session.ts'

/** What processes of stress files may do, as they are told. */
export function policyOf({ options, socketPath }: StressSession, root: string): Policy {
  return {
    ...withPaths(options.isolation, root),
    root: realPath(root),
    ownFolders: [realPath(resolve(root, options.outputFolder)), realPath(tmpdir())],
    ownSockets: socketPath === null ? [] : [socketPath],
  }
}

/** Paths are meant from the root of the project. */
export function withPaths(
  { strength, allow, forbid }: IsolationSettings,
  root: string,
): Pick<Policy, 'strength' | 'allow' | 'forbiddenModules'> {
  const fromRoot = (module: string): string =>
    isAbsolute(module) || /^\.{1,2}[\\/]/.test(module) ? realPath(resolve(root, module)) : module
  return {
    strength,
    allow: {
      hosts: allow.hosts,
      folders: allow.folders.map((folder) => realPath(resolve(root, folder))),
      modules: resolvePatterns(allow.modules, root),
      commands: allow.commands.map(fromRoot),
    },
    forbiddenModules: resolvePatterns(forbid.modules, root),
  }
}
