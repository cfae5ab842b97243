import os from 'node:os'
import { guardEnvironment } from '../guard-environment.ts'
import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'

/** The environment and the working folder, which all that runs in the process shares. */
export const processState: Guard = {
  surface: 'process-state',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    const isAllowed = (): boolean => policy.strength === 'fenced'
    interceptor.before(process, 'chdir', (_, [folder]) =>
      attempt('process.chdir', String(folder), isAllowed()),
    )
    interceptor.before(process, 'loadEnvFile', (_, [path]) =>
      attempt('process.loadEnvFile', typeof path === 'string' ? path : '.env', isAllowed()),
    )
    for (const name of ['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups'])
      interceptor.before(process, name, (_, [id]) => attempt(`process.${name}`, String(id), false))
    interceptor.before(process, 'umask', (_, [mask]) => {
      if (mask !== undefined) attempt('process.umask', String(Number(mask)), isAllowed())
    })
    interceptor.before(os, 'setPriority', (_, [id, priority]) => {
      const isOwn = priority === undefined || Number(id) === 0 || Number(id) === process.pid
      attempt('os.setPriority', isOwn ? 'this process' : String(id), isOwn && isAllowed())
    })
    const restoreEnvironment = guardEnvironment((name) => attempt('process.env', name, isAllowed()))
    return () => {
      restoreEnvironment()
      interceptor.restore()
    }
  },
}
