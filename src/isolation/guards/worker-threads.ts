import threads from 'node:worker_threads'
import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'
import { policyVariable, writePolicy } from '../policy.ts'
import { isOwnWorker, withPreload } from '../own-workers.ts'

interface WorkerOptions {
  eval?: boolean
  execArgv?: string[]
  env?: unknown
}

/** Threads that a test starts. Where it may, they are guarded as well. */
export const workerThreads: Guard = {
  surface: 'worker-threads',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    interceptor.beforeNew(threads, 'Worker', (args) => {
      const options = (args[1] ?? {}) as WorkerOptions
      if (isOwnWorker(options.env)) return
      const what = options.eval ? 'code as text' : String(args[0])
      if (!attempt('new Worker', what, policy.strength === 'fenced')) return
      const { env, execArgv = process.execArgv } = options
      const inherited =
        typeof env === 'object' ? { env: { ...env, [policyVariable]: writePolicy(policy) } } : {}
      args[1] = { ...options, ...inherited, execArgv: withPreload(execArgv) }
    })
    return () => interceptor.restore()
  },
}
