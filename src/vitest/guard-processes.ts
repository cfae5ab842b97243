import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { InputError } from '../foundation/problem.ts'
import { policyVariable, writePolicy, type Policy } from '../isolation/policy.ts'

const preload = fileURLToPath(new URL('../isolation/preload.js', import.meta.url))

/** Has the guards loaded before anything else in each process and thread of a project. */
export function guardProcesses({ config }: TestProject, policy: Policy): void {
  if (config.pool === 'vmThreads' || config.pool === 'vmForks') {
    if (policy.strength === 'open') return
    const expected = "'forks' or 'threads', since modules in a VM go past the guards (or isolation: 'open')"
    throw new InputError('stress() in the Vitest config', [
      { path: 'test.pool', expected, got: `'${config.pool}'` },
    ])
  }
  config.execArgv = [...config.execArgv, '--require', preload]
  config.env = { ...config.env, [policyVariable]: writePolicy(policy) }
}
