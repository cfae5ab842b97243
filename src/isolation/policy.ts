import type { Strength } from '../model/isolation-metrics.ts'

/** What may leave a fenced process. In a list, `*` stands for anything. */
export interface AllowList {
  /** `localhost:5432`, `*.example.com:443`, `127.0.0.1:*`; a path is a Unix socket. Empty: loopback, any port. */
  readonly hosts: readonly string[]
  /** Absolute; files below them may be written. */
  readonly folders: readonly string[]
  /** Names of packages and built-ins, and absolute paths of source modules, that may be imported though forbidden. */
  readonly modules: readonly string[]
  /** Names or paths of programs that may be started. */
  readonly commands: readonly string[]
}

/** What a process may do. JSON-safe: processes are told it in their environment. */
export interface Policy {
  readonly strength: Strength
  readonly allow: AllowList
  /** Modules that must not be imported, beside those that no stress run may: as in `allow.modules`. */
  readonly forbiddenModules: readonly string[]
  /** Root of the project, absolute, without links. */
  readonly root: string
  /** Where every strength may write: the output folder and, last, the temporary folder. Absolute, without links. */
  readonly ownFolders: readonly string[]
  /** Local sockets that are ours. */
  readonly ownSockets: readonly string[]
  /** What the plugin says of files that say nothing: sealed ones are held to it by Node, where it can. */
  readonly enforce: boolean
  /** Flags by which Node itself takes from a sealed process what it must not do; empty: the guards alone stand before it. */
  readonly permissions: readonly string[]
}

/** The variable by which worker threads and child processes inherit the policy of the one that started them. */
export const policyVariable = 'VITEST_STRESS_ISOLATION'

export function writePolicy(policy: Policy): string {
  return JSON.stringify(policy)
}

/** The policy in these variables; null: none, nothing is guarded. What is there was written by `writePolicy`. */
export function readPolicy(env: Readonly<Record<string, string | undefined>>): Policy | null {
  const text = env[policyVariable]
  return text === undefined || text === '' ? null : (JSON.parse(text) as Policy)
}
