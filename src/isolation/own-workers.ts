import { fileURLToPath } from 'node:url'
import { currentIsolation } from './isolation.ts'
import { policyVariable, writePolicy } from './policy.ts'

/** What marks the workers that this package starts for a run. They forget it at once: what they start themselves is not ours. */
export const ownWorkerVariable = 'VITEST_STRESS_OWN_WORKER'

const preload = fileURLToPath(new URL('./preload.js', import.meta.url))

export interface WorkerSettings {
  execArgv: string[]
  env: Record<string, string>
}

/** What a worker of this package is started with beside all else: it inherits the guards, and may be started. */
export function ownWorkerSettings(): WorkerSettings {
  const isolation = currentIsolation()
  if (isolation === null) return { execArgv: [], env: {} }
  const { workerMark, policy } = isolation
  return {
    execArgv: ['--require', preload, ...(policy.strength === 'sealed' ? policy.permissions : [])],
    env: { [ownWorkerVariable]: workerMark, [policyVariable]: writePolicy(policy) },
  }
}

/** Whether what is started with this environment is a worker of ours. */
export function isOwnWorker(env: unknown): boolean {
  const mark = currentIsolation()?.workerMark
  if (mark === undefined || typeof env !== 'object' || env === null) return false
  if (Array.isArray(env)) return env.includes(`${ownWorkerVariable}=${mark}`)
  return (env as Record<string, unknown>)[ownWorkerVariable] === mark
}

/** Flags of a thread, with the guards among them. */
export function withPreload(execArgv: readonly string[]): string[] {
  return execArgv.includes(preload) ? [...execArgv] : [...execArgv, '--require', preload]
}
