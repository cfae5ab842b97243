import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { InspectedConfig } from '../../model/inspected-config.ts'

const script = fileURLToPath(new URL('../../vitest/inspect-config.js', import.meta.url))

/** A config that takes longer than this to load is taken for one that hangs. */
const timeLimitMs = 60_000

/** Loads a config of the project as Vitest does. What it prints is not shown: it has nothing to do with this command. */
export function inspectConfig(root: string, config: string): Promise<InspectedConfig> {
  return new Promise((resolve) => {
    const child = fork(script, [config], {
      cwd: root,
      silent: true,
      timeout: timeLimitMs,
      killSignal: 'SIGKILL',
    })
    let answer: InspectedConfig = {
      ok: false,
      error: 'it ended the process that loaded it, or took too long',
    }
    child.stdout?.resume()
    child.stderr?.resume()
    child.on('message', (message: InspectedConfig) => (answer = message))
    child.once('error', ({ message }) => resolve({ ok: false, error: message }))
    child.once('close', () => resolve(answer))
  })
}
