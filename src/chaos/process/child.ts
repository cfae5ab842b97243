import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { realClock, sleep } from '../../foundation/clock.ts'
import { defer } from '../../foundation/deferred.ts'
import { InputError } from '../../foundation/problem.ts'
import { endGuarding, guardAgainstOrphans, startGuard } from './orphan-guard.ts'
import { OutputTail } from './output-tail.ts'
import type { ProcessPlan } from './process-options.ts'

const isWindows = process.platform === 'win32'
const lastWordsMs = 500

/** One life of a managed process. Signals to its group reach what it has started itself, too. */
export class Child {
  readonly pid: number
  /** Settles with how it ended, once nothing of its group is left. */
  readonly ended: Promise<string>
  /** How it ended; null while it has not. */
  end: string | null = null
  readonly #process: ChildProcess
  readonly #tail: OutputTail

  private constructor(child: ChildProcess, tail: OutputTail) {
    this.#process = child
    this.#tail = tail
    this.pid = child.pid!
    const ended = defer<string>()
    this.ended = ended.promise
    child.once('exit', (code, signal) => {
      // What it has started may still be there, under the group's name.
      this.signalAll('SIGKILL')
      this.end = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
      void this.#afterEnd(this.end).then(ended.resolve)
    })
  }

  /** Rejects where it cannot be started at all. `onLine` hears of its standard output, `onMessage` of its channel. */
  static async spawn(
    plan: ProcessPlan,
    onLine: (line: string) => void,
    onMessage: (message: unknown) => void,
  ): Promise<Child> {
    startGuard()
    const started = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: { ...process.env, ...plan.env },
      // A group of its own: signals reach all of it, and an interrupt from the terminal reaches us alone.
      detached: !isWindows,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(plan.hasChannel ? (['ipc'] as const) : [])],
    })
    const tail = new OutputTail((line, source) => {
      if (source === 'stdout') onLine(line)
    })
    for (const source of ['stdout', 'stderr'] as const)
      started[source]!.setEncoding('utf8').on('data', (text: string) => tail.write(text, source))
    started.on('message', onMessage)
    // At once, and not when it says that it runs: we may be ended in between.
    if (started.pid !== undefined) guardAgainstOrphans(groupOf(started.pid))
    const child = started.pid === undefined ? null : new Child(started, tail)
    const running = new Promise<void>((resolve, reject) => {
      started.once('spawn', resolve)
      // Also later: a message that cannot be sent, a signal that cannot be given.
      started.on('error', (error: NodeJS.ErrnoException) => reject(cannotStart(plan, error)))
    })
    await running.catch(async (error: unknown) => {
      await endGuarding(0)
      throw error
    })
    letGo(started)
    return child!
  }

  /** The last of what it wrote. */
  get output(): string {
    return this.#tail.toString()
  }

  get #group(): number {
    return groupOf(this.pid)
  }

  /** As `ended`; this process keeps running until then. */
  gone(): Promise<string> {
    this.#process.ref()
    return this.ended
  }

  send(message: unknown): void {
    // Without a callback an error would be an event that nobody can tell from others.
    this.#process.send?.(message as string, () => undefined)
  }

  /** To it alone: what it has started is its own affair. */
  signal(name: NodeJS.Signals): void {
    if (this.end === null) this.#process.kill(name)
  }

  signalAll(name: NodeJS.Signals): void {
    // Its number may be somebody else's by now.
    if (this.end !== null) return
    try {
      process.kill(this.#group, name)
    } catch {
      // Nothing is left of it.
    }
  }

  async #afterEnd(how: string): Promise<string> {
    // Its last words are still on their way. Something that left its group may hold the pipe open for ever.
    const read = new AbortController()
    this.#process.once('close', () => read.abort())
    await sleep(realClock, lastWordsMs, read.signal)
    await endGuarding(this.#group)
    return how
  }
}

function groupOf(pid: number): number {
  return isWindows ? pid : -pid
}

/** It does not keep this process running: the guard sees to its end. */
function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as Readable & { unref?(): void }).unref?.()
  child.channel?.unref()
}

function cannotStart({ command, cwd }: ProcessPlan, { code, message }: NodeJS.ErrnoException): Error {
  if (code !== 'ENOENT' && code !== 'EACCES') return new Error(`${command} could not be started: ${message}`)
  const where = cwd === undefined ? '' : ` in ${cwd}`
  const expected = 'a program that can be started'
  return new InputError('ManagedProcess', [
    { path: 'command', expected, got: `"${command}"${where} (${code})` },
  ])
}
