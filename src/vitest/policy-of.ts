import { tmpdir } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import type { IsolationSettings } from '../config/isolation-schema.ts'
import { resolvePatterns } from '../isolation/imports/resolve-patterns.ts'
import { permissionFlags } from '../isolation/permission-flags.ts'
import type { Policy } from '../isolation/policy.ts'
import { realPath } from '../isolation/real-path.ts'
import type { StressSession } from './session.ts'

/** What processes of stress files may do, as they are told. `enforced`: sealed ones are held to it by Node. */
export function policyOf({ options, socketPath }: StressSession, root: string, enforced: boolean): Policy {
  // As they are named, which links may be part of: Node looks at what it is given.
  const named = [resolve(root, options.outputFolder), resolve(tmpdir())]
  const ownFolders = named.map((folder) => realPath(folder))
  return {
    ...withPaths(options.isolation, root),
    root: realPath(root),
    ownFolders,
    ownSockets: socketPath === null ? [] : [socketPath],
    enforce: options.isolation.enforce,
    permissions: enforced ? permissionFlags([...ownFolders, ...named]) : [],
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
