import child from 'node:child_process'
import { allowsCommand } from '../command-pattern.ts'
import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'
import { isOwnWorker } from '../own-workers.ts'
import { ownProcesses, startedProcesses } from '../started-processes.ts'

interface SpawnOptions {
  file?: unknown
  args?: readonly unknown[]
  envPairs?: readonly string[]
}

/** What `spawnSync` and `execFileSync` start; with a shell it is a line of that, as the asynchronous forms tell by themselves. */
function startedBy([file, ...rest]: readonly unknown[]): string[] {
  const args = Array.isArray(rest[0]) ? rest[0].map(String) : []
  const { shell } = (rest.find((each) => isOptions(each)) ?? {}) as { shell?: unknown }
  if (!shell) return [String(file), ...args]
  return [typeof shell === 'string' ? shell : '/bin/sh', '-c', [String(file), ...args].join(' ')]
}

const isOptions = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

interface Spawner {
  pid?: number
  spawn: (options: SpawnOptions) => unknown
}

/** `spawn`, `exec`, `execFile`, `fork`, `cluster.fork` and their synchronous forms. */
export const childProcesses: Guard = {
  surface: 'child-processes',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    const start = (what: string, command: readonly string[]): boolean =>
      attempt(what, command.join(' '), allowsCommand(policy, command))
    const prototype = child.ChildProcess.prototype as unknown as Spawner
    const { spawn } = prototype
    interceptor.replace(prototype, 'spawn', function (this: Spawner, options: SpawnOptions): unknown {
      const { file, args = [], envPairs = [] } = options
      if (isOwnWorker(envPairs)) ownProcesses.add(this)
      else start('child_process.spawn', [String(file), ...args.slice(1).map(String)])
      const result = spawn.call(this, options)
      if (this.pid !== undefined) startedProcesses.add(this.pid)
      return result
    })
    for (const name of ['spawnSync', 'execFileSync'])
      interceptor.before(child, name, (_, args) => start(`child_process.${name}`, startedBy(args)))
    interceptor.before(child, 'execSync', (_, [command]) =>
      start('child_process.execSync', ['/bin/sh', '-c', String(command)]),
    )
    return () => interceptor.restore()
  },
}
