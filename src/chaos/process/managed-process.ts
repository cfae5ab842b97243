import { realClock, sleep } from '../../foundation/clock.ts'
import { InputError } from '../../foundation/problem.ts'
import { Child } from './child.ts'
import { planProcess, type ManagedProcessOptions, type ProcessPlan } from './process-options.ts'
import { Readiness, withOutput } from './readiness.ts'

/** `down`: it was ended, or ended by itself, and may be started again; `stopped`: for good. */
export type ProcessState = 'starting' | 'running' | 'paused' | 'ending' | 'down' | 'stopped'

/**
 * A child process that can be killed, paused and started again. It never outlives this process, however that ends. What makes
 * no sense at the moment, such as pausing what is down, is refused with an `InputError`.
 */
export class ManagedProcess {
  readonly #plan: ProcessPlan
  readonly #listeners = new Set<(message: unknown) => void>()
  #state: ProcessState = 'down'
  #child: Child | null = null
  #starts = 0
  #starting: Promise<void> = Promise.resolve()

  private constructor(plan: ProcessPlan) {
    this.#plan = plan
  }

  /** Settles once it is ready. Rejects with the last of its output where it never is; nothing is left of it then. */
  static async start(options: ManagedProcessOptions): Promise<ManagedProcess> {
    const managed = new ManagedProcess(planProcess(options))
    await managed.restart()
    return managed
  }

  get state(): ProcessState {
    return this.#state
  }

  /** null while it is down. */
  get pid(): number | null {
    return this.#child !== null && this.#child.end === null ? this.#child.pid : null
  }

  /** How often it was started. */
  get starts(): number {
    return this.#starts
  }

  /** The last lines that it wrote in its latest life, on standard output and error. */
  get output(): string {
    return this.#child?.output ?? ''
  }

  /** Hears what it sends over its channel, in all its lives. Returns what ends that. */
  onMessage(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Sends it something over its channel; lost where it is down, or no Node module. */
  send(message: unknown): void {
    if (this.pid !== null) this.#child!.send(message)
  }

  /** SIGKILL to it and all that it has started; settles when it is gone. */
  async kill(): Promise<void> {
    const child = this.#take('running', 'kill')
    this.#state = 'ending'
    child.signalAll('SIGKILL')
    await child.gone()
  }

  /** SIGTERM, and SIGKILL where it has not ended within `graceMs`. Settles when it is gone, with how long it took. */
  async terminate(graceMs: number): Promise<{ tookMs: number; wasKilled: boolean }> {
    const child = this.#take('running', 'end')
    this.#state = 'ending'
    return this.#terminate(child, graceMs)
  }

  /** Starts it again in the same way, and settles once it is ready. */
  async restart(): Promise<void> {
    if (this.#state !== 'down') throw this.#refusal('start', 'down')
    this.#state = 'starting'
    this.#starts++
    this.#starting = this.#start()
    await this.#starting
  }

  /** SIGSTOP to it and all that it has started. Throws `InputError` on Windows, which has no such thing. */
  pause(): void {
    if (process.platform === 'win32') throw noPause()
    this.#take('running', 'pause').signalAll('SIGSTOP')
    this.#state = 'paused'
  }

  /** SIGCONT. Does nothing where it is not paused. */
  resume(): void {
    if (this.#state !== 'paused') return
    this.#state = 'running'
    this.#child!.signalAll('SIGCONT')
  }

  /** Ends it for good, whatever it is at: SIGTERM, and SIGKILL after `stopGraceMs`. Settles when it is gone; never rejects. */
  async stop(): Promise<void> {
    const wasPaused = this.#state === 'paused'
    this.#state = 'stopped'
    const child = this.#child
    if (wasPaused) child?.signalAll('SIGCONT')
    if (child !== null) await this.#terminate(child, this.#plan.stopGraceMs)
    // It may be about to start again: it ends itself then.
    await this.#starting.catch(() => undefined)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #start(): Promise<void> {
    const readiness = new Readiness(this.#plan)
    try {
      const child = await this.#spawn(readiness)
      await readiness.of(child, this.#plan.readyTimeoutMs)
      if (child.end !== null) throw new Error(withOutput(child.end, child))
      if (!this.#isStopped()) this.#state = 'running'
    } catch (error) {
      this.#child?.signalAll('SIGKILL')
      await this.#child?.gone()
      if (this.#isStopped()) return
      this.#state = 'down'
      throw error
    }
  }

  async #spawn(readiness: Readiness): Promise<Child> {
    const child = await Child.spawn(
      this.#plan,
      (line) => readiness.line(line),
      (message) => {
        readiness.message()
        for (const listener of this.#listeners) listener(message)
      },
    )
    this.#child = child
    void child.ended.then(() => {
      if (this.#child === child && !this.#isStopped() && this.#state !== 'starting') this.#state = 'down'
    })
    // Stopped while it was started.
    if (this.#isStopped()) child.signalAll('SIGKILL')
    return child
  }

  async #terminate(child: Child, graceMs: number): Promise<{ tookMs: number; wasKilled: boolean }> {
    const fromMs = realClock.now()
    const over = new AbortController()
    child.signal('SIGTERM')
    let wasKilled = false
    void sleep(realClock, graceMs, over.signal).then(() => {
      if (over.signal.aborted) return
      wasKilled = true
      child.signalAll('SIGKILL')
    })
    await child.gone()
    over.abort()
    return { tookMs: realClock.now() - fromMs, wasKilled }
  }

  #isStopped(): boolean {
    return this.#state === 'stopped'
  }

  #take(needed: ProcessState, what: string): Child {
    if (this.#state !== needed) throw this.#refusal(what, needed)
    return this.#child!
  }

  #refusal(what: string, needed: ProcessState): InputError {
    const child = this.#child
    const died = this.#state === 'down' && child?.end ? `: ${withOutput(child.end, child)}` : ''
    return new InputError(`cannot ${what} the process`, [
      { path: 'process', expected: `one that is ${needed}`, got: `it is ${this.#state}${died}` },
    ])
  }
}

function noPause(): InputError {
  return new InputError('cannot pause the process', [
    { path: 'process', expected: 'a system that can stop a process (SIGSTOP)', got: 'Windows' },
  ])
}
