import { spawn, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * The guard: a process that waits for the end of its input, which comes when ours ends in whatever way, and then kills what it
 * was told of. A process that stands still, or is not Node, could not watch for itself. As text, so that it needs no file
 * of its own, whichever way this module was loaded.
 */
const guardScript = `
const ids = new Set()
let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\\n')
  rest = lines.pop()
  for (const line of lines) line[0] === '+' ? ids.add(Number(line.slice(1))) : ids.delete(Number(line.slice(1)))
})
const end = () => {
  for (const id of ids) try { process.kill(id, 'SIGKILL') } catch {}
  process.exit()
}
process.stdin.on('end', end).on('error', end)
`

let guard: ChildProcess | null = null
const guarded = new Set<number>()

/** To be called before there is anything to guard: what it is told then, it reads in its own time. */
export function startGuard(): void {
  guard ??= spawnGuard()
}

/** From now on this process, or group where it is negative, does not outlive ours. `startGuard` must have been called. */
export function guardAgainstOrphans(id: number): void {
  guarded.add(id)
  tell(`+${id}\n`)
}

/** It has ended. Settles once the guard, where nothing is left for it, has ended too. */
export async function endGuarding(id: number): Promise<void> {
  guarded.delete(id)
  tell(`-${id}\n`)
  const last = guard
  if (guarded.size > 0 || last === null) return
  guard = null
  await new Promise<void>((resolve) => {
    if (last.exitCode !== null || last.signalCode !== null) return resolve()
    last.ref()
    last.once('exit', () => resolve())
    last.stdin!.end()
  })
}

function spawnGuard(): ChildProcess {
  const child = spawn(process.execPath, ['-e', guardScript], {
    // Out of the group that an interrupt from the terminal goes to: it must outlive us for a moment.
    detached: true,
    windowsHide: true,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.on('error', () => undefined)
  child.on('exit', () => {
    if (guard !== child) return
    // Somebody killed it. What it watched over is told to the next one.
    guard = guarded.size > 0 ? spawnGuard() : null
    for (const id of guarded) tell(`+${id}\n`)
  })
  child.stdin.on('error', () => undefined)
  child.unref()
  ;(child.stdin as Socket).unref()
  return child
}

function tell(text: string): void {
  guard?.stdin?.write(text)
}
