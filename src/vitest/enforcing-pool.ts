import { ForksPoolWorker, ThreadsPoolWorker, type TestProject } from 'vitest/node'

/** Of the pool whose processes and threads are started with permissions taken from them. */
export const enforcingPool = 'stress-enforced'

/** Adds that pool beside the one that a project has: Vitest asks it for the files whose specification names it. */
export function addEnforcingPool({ config }: TestProject, permissions: readonly string[]): void {
  const Worker = config.pool === 'threads' ? ThreadsPoolWorker : ForksPoolWorker
  config.poolRunner = {
    name: enforcingPool,
    createPoolWorker: (options) =>
      new Worker({ ...options, execArgv: [...options.execArgv, ...permissions] }),
  }
}
