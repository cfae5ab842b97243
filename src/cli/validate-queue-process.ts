import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ValidationMessage } from '../conformance/validation-message.ts'
import type { ValidateQueueArguments } from './validate-queue-arguments.ts'

const script = fileURLToPath(new URL('../vitest/run-validation.js', import.meta.url))
const stdioOfChild = ['ignore', 2, 2, 'ipc'] as const
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/**
 * Runs the cases in a process group of their own, so that nothing is left of it whatever happens; calls `onMessage` with
 * what it says. Settles once it is gone. What the user's code prints goes to stderr.
 */
export function runValidation(
  request: ValidateQueueArguments,
  onMessage: (message: ValidationMessage) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const child = fork(script, [JSON.stringify(request)], { detached: true, stdio: [...stdioOfChild] })
    let folder: string | null = null
    const clear = (): void => {
      endGroup(child.pid)
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
    }
    const interrupted = (signal: NodeJS.Signals): void => {
      clear()
      process.exit(signals[signal as keyof typeof signals])
    }
    for (const signal of Object.keys(signals)) process.once(signal, interrupted)
    child.on('message', (message: ValidationMessage) => {
      if (message.kind === 'folder') folder = message.path
      else onMessage(message)
    })
    const end = (): void => {
      for (const signal of Object.keys(signals)) process.off(signal, interrupted)
      clear()
      resolve()
    }
    child.once('error', ({ message }) => {
      onMessage({ kind: 'error', message })
      end()
    })
    child.once('close', end)
  })
}

/** A thread that is blocked outlives its parent, unless the group is ended. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
