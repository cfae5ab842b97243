import child from 'node:child_process'
import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'
import { ownProcesses, startedProcesses } from '../started-processes.ts'

/** What ends this process, and signals, which end others. */
export const exits: Guard = {
  surface: 'exits',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    for (const name of ['reallyExit', 'abort'])
      interceptor.before(process, name, () => attempt(`process.${name}`, 'this process', false))
    interceptor.before(process, 'kill', (_, [pid, signal]) => {
      // Asks whether it is there.
      if (signal === 0) return
      const isStarted = startedProcesses.has(Math.abs(Number(pid)))
      attempt(
        'process.kill',
        `${Number(pid)} ${signal === undefined ? 'SIGTERM' : (signal as string)}`,
        policy.strength === 'fenced' && isStarted,
      )
    })
    interceptor.before(child.ChildProcess.prototype, 'kill', (self, [signal]) => {
      const { pid, exitCode, signalCode } = self as child.ChildProcess
      const isOver = pid === undefined || exitCode !== null || signalCode !== null
      if (signal === 0 || isOver || ownProcesses.has(self as object)) return
      const sent = signal === undefined ? 'SIGTERM' : (signal as string)
      attempt('ChildProcess.kill', `${pid} ${sent}`, policy.strength === 'fenced')
    })
    // It puts another program in the place of this one.
    interceptor.before(process, 'execve', (_, [program]) => attempt('process.execve', String(program), false))
    const restoreExit = guardExit(() => attempt('process.exit', 'this process', false))
    return () => {
      restoreExit()
      interceptor.restore()
    }
  },
}

/** Vitest puts a function of its own in the place of `process.exit`: whatever stands there, the check comes before it. */
function guardExit(check: () => void): () => void {
  const found = Object.getOwnPropertyDescriptor(process, 'exit')!
  const original = process.exit.bind(process)
  let current: typeof process.exit = original
  let inside = false
  const exit = ((code) => {
    // What was put there may end in this very function.
    if (inside) return original(code)
    check()
    inside = true
    try {
      return current(code)
    } finally {
      inside = false
    }
  }) as typeof process.exit
  Object.defineProperty(process, 'exit', {
    configurable: true,
    enumerable: true,
    get: () => exit,
    set(value: typeof process.exit) {
      current = value
    },
  })
  return () => void Object.defineProperty(process, 'exit', found)
}
