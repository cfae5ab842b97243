import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { InputError } from '../foundation/problem.ts'
import { policyVariable, writePolicy, type Policy } from '../isolation/policy.ts'
import { addEnforcingPool } from './enforcing-pool.ts'

const preload = fileURLToPath(new URL('../isolation/preload.js', import.meta.url))
const snapshotEnvironment = fileURLToPath(new URL('../snapshot-environment.js', import.meta.url))

/**
 * Has the guards loaded before anything else in each process and thread of a project, and sealed files enforced, if the policy
 * has flags for that.
 */
export function guardProcesses(project: TestProject, policy: Policy): void {
  const { config } = project
  if (config.pool === 'vmThreads' || config.pool === 'vmForks') {
    if (policy.strength === 'open') return
    const expected = "'forks' or 'threads', since modules in a VM go past the guards (or isolation: 'open')"
    throw new InputError('stress() in the Vitest config', [
      { path: 'test.pool', expected, got: `'${config.pool}'` },
    ])
  }
  config.execArgv = [...config.execArgv, '--require', preload]
  config.env = { ...config.env, [policyVariable]: writePolicy(policy) }
  if (policy.permissions.length === 0) return
  addEnforcingPool(project, policy.permissions)
  config.snapshotEnvironment ??= snapshotEnvironment
}
