import type { Iteration } from '../model/iteration.ts'

/** An iteration under way. Its AbortController is made only for workloads that ask for the signal: it costs 2 µs. */
export class ActiveIteration implements Iteration {
  readonly index: number
  readonly agent: string | null
  readonly scheduledMs: number
  readonly startedMs: number
  readonly phase: 'warmup' | 'steady'
  readonly message: unknown
  readonly data: unknown
  /** Where it stands among the iterations in flight; -1 once it has its outcome. Kept by `InFlight`. */
  slot = -1
  #controller: AbortController | null = null
  #abortReason: Error | null = null

  constructor(
    index: number,
    agent: string | null,
    scheduledMs: number,
    startedMs: number,
    phase: 'warmup' | 'steady',
    message: unknown,
    data: unknown,
  ) {
    this.index = index
    this.agent = agent
    this.scheduledMs = scheduledMs
    this.startedMs = startedMs
    this.phase = phase
    this.message = message
    this.data = data
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#abortReason) this.#controller.abort(this.#abortReason)
    }
    return this.#controller.signal
  }

  abort(reason: Error): void {
    this.#abortReason = reason
    this.#controller?.abort(reason)
  }
}
