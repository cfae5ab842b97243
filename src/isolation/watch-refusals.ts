import { subscribe } from 'node:diagnostics_channel'
import type { Attempt } from './guard.ts'
import { realPath } from './real-path.ts'

interface Refusal {
  permission: string
  resource: string
}

/** Where Node tells of what it refused (Node 24; 20 tells nobody), and which surface that is. */
const channels: Readonly<Record<string, string>> = {
  fs: 'files',
  child: 'child-processes',
  addon: 'native-addons',
  wasi: 'files',
}

/** Of bindings that reach beyond the process. Others are asked for by old packages, and harm nobody. */
const bindings: Readonly<Record<string, string>> = {
  fs: 'files',
  fs_dir: 'files',
  spawn_sync: 'child-processes',
  process_wrap: 'child-processes',
  tcp_wrap: 'network',
  pipe_wrap: 'network',
  udp_wrap: 'network',
  cares_wrap: 'network',
}

/**
 * Counts what Node refuses in this process: it came past the guards, which would have refused it first. What is thrown is Node's
 * own error. `attemptOn`: of a surface.
 */
export function watchRefusals(attemptOn: (surface: string) => Attempt): void {
  const count = (surface: string, what: string, whereTo: string): void => {
    try {
      attemptOn(surface)(what, whereTo, false)
    } catch {
      // Node throws by itself.
    }
  }
  for (const [name, surface] of Object.entries(channels))
    subscribe(`node:permission-model:${name}`, (message) => {
      const { permission, resource } = message as Refusal
      const whereTo = name === 'fs' && resource !== '' ? realPath(resource) : resource
      if (!isQuestion()) count(surface, `refused by Node: ${permission}`, whereTo)
    })
  const binding = Reflect.get(process, 'binding') as ((name: string) => unknown) | undefined
  if (binding === undefined) return
  Reflect.set(process, 'binding', (name: string) => {
    const surface = Object.hasOwn(bindings, name) ? bindings[name] : undefined
    if (surface !== undefined) count(surface, 'process.binding', name)
    return binding.call(process, name)
  })
}

/** Whether somebody but Node asked `process.permission.has`, which tells of a no as if something was refused. */
function isQuestion(): boolean {
  const frames = String(new Error('refused').stack).split('\n')
  const asked = frames.findIndex((frame) => frame.includes('node:internal/process/permission:'))
  return asked >= 0 && !/[ (]node:/.test(frames[asked + 1] ?? '')
}
