import type { TestProject } from 'vitest/node'
import { tryPermissions } from '../isolation/try-permissions.ts'
import type { StressSession } from './session.ts'
import { checkForbidden } from './check-forbidden.ts'
import { describeUnenforced } from './describe-unenforced.ts'
import { guardProcesses } from './guard-processes.ts'
import { policyOf } from './policy-of.ts'
import { setupFile, stressGroupOrder } from './stress-project.ts'
import { whyNotEnforced } from './why-not-enforced.ts'

/** A plain test with `runStress` ends by its plan; this only stops one that hangs beside it. */
const leastTestTimeoutMs = 600_000

/**
 * Sets what a stress run needs on a project that holds stress files. Set on the resolved config, and last: command-line
 * options reach every project, and `extends` joins arrays instead of replacing them.
 */
export function configureProject(session: StressSession, project: TestProject): void {
  const { config } = project
  const order = stressGroupOrder + session.projects.size
  const retry = describeRetry(config.retry)
  config.setupFiles = [setupFile, ...config.setupFiles.filter((file) => file !== setupFile)]
  Object.assign(config, { fileParallelism: false })
  config.maxWorkers = 1
  config.maxConcurrency = 1
  // In a process that another file was in, what that one loaded is there already, and no guard on imports is asked.
  config.isolate = true
  // For annotations of tests that never came to throw an error.
  config.includeTaskLocation = true
  config.retry = 0
  // Vitest 5 has repeats in the config as well.
  if ('repeats' in config) Object.assign(config, { repeats: 0 })
  if (config.testTimeout > 0) config.testTimeout = Math.max(config.testTimeout, leastTestTimeoutMs)
  // Two projects of one order run at the same time.
  config.sequence = { ...config.sequence, concurrent: false, groupOrder: order }
  checkForbidden(session, project)
  const { enforce } = session.options.isolation
  const why = whyNotEnforced(project, session.socketPath)
  const wanted = policyOf(session, config.root, enforce && why === null)
  const trouble = tryPermissions(wanted.permissions, wanted.root)
  const policy = trouble === null ? wanted : { ...wanted, permissions: [] }
  guardProcesses(project, policy)
  const note = policy.strength === 'sealed' && enforce ? describeUnenforced(policy, why ?? trouble) : []
  session.projects.set(project, [describe(project, retry, session.seed), ...note].join('\n'))
}

function describe({ name, config }: TestProject, retry: string, seed: number): string {
  const label = name === '' ? 'stress files' : `project "${name}"`
  return `stress  ${label}: one file at a time, no retries${retry}, pool ${config.pool}, seed ${seed}`
}

function describeRetry(retry: TestProject['config']['retry']): string {
  const times = typeof retry === 'object' ? retry.count : retry
  return times ? ` (retry ${times} set to 0)` : ''
}
