import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { RecordedFailure } from '../model/iteration-facts.ts'
import { agentOf, type LoadPlan } from '../model/load-plan.ts'
import { ActiveIteration } from './active-iteration.ts'
import { InFlight } from './in-flight.ts'
import type { IterationSink } from './iteration-sink.ts'
import { IterationTimeoutError } from './iteration-timeout-error.ts'
import type { Slot } from './slot.ts'

export interface EngineParts {
  plan: LoadPlan
  /** Name of the load, where there are several. */
  load?: string | null
  clock: Clock
  sink: IterationSink
  /** Runs the workload; what it throws or rejects with fails the iteration. */
  execute: (iteration: ActiveIteration) => unknown
  /** Draws what the iteration carries. Throwing ends the run. */
  draw: (index: number, agent: string | null) => { message: unknown; data: unknown }
}

/** Begins and settles iterations, whichever driver paces them. Each iteration gets exactly one outcome. */
export class Engine {
  readonly plan: LoadPlan
  readonly clock: Clock
  readonly execute: (iteration: ActiveIteration) => unknown
  /** Called with an iteration that timed out, and its slot, which is free again; its workload may still be running. */
  onTimeout: (slot: Slot, iteration: ActiveIteration) => void = () => {}
  #stopped = false
  #cancelSweep: (() => void) | null = null
  #onIdle: (() => void) | null = null
  readonly #originMs: number
  readonly #inFlight = new InFlight()
  readonly #sink: IterationSink
  readonly #draw: EngineParts['draw']
  readonly #now: () => number
  readonly #timeoutMs: number
  readonly #load: string | null
  readonly #hasAgents: boolean
  readonly #warmupMs: number

  constructor({ plan, load = null, clock, sink, execute, draw }: EngineParts) {
    this.#load = load
    this.#hasAgents = plan.agents.length > 0 || plan.agentOfIteration !== null
    this.#warmupMs = plan.warmupMs
    this.plan = plan
    this.clock = clock
    this.execute = execute
    this.#sink = sink
    this.#draw = draw
    this.#originMs = clock.now()
    this.#now = clock.now
    this.#timeoutMs = plan.iterationTimeoutMs
  }

  /** Milliseconds since the load began. */
  elapsedMs(): number {
    return this.#now() - this.#originMs
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  /** No new iteration may begin any more. */
  get stopped(): boolean {
    return this.#stopped
  }

  stop(): void {
    this.#stopped = true
  }

  /** A slot to begin iterations in, one after the other. They are numbered from 0. */
  newSlot(): Slot {
    return this.#inFlight.newSlot()
  }

  /** `scheduledMs` is when the plan meant it to start; a closed plan means "now". */
  begin(
    slot: Slot,
    index: number,
    scheduledMs: number,
    nowMs: number,
    slotWasFree: boolean,
  ): ActiveIteration {
    const agent = this.#hasAgents ? agentOf(this.plan, index) : null
    const { message, data } = this.#draw(index, agent)
    const phase = scheduledMs < this.#warmupMs ? 'warmup' : 'steady'
    const { userIndex } = slot
    const iteration = new ActiveIteration(
      index,
      userIndex,
      agent,
      scheduledMs,
      nowMs,
      phase,
      message,
      data,
      this.#load,
    )
    this.#inFlight.add(slot, iteration)
    this.#sink.begun(iteration, slotWasFree)
    if (this.#cancelSweep === null) this.#scheduleSweep(nowMs)
    return iteration
  }

  /** False when the iteration already had an outcome: it timed out, or the run ended. */
  settle(slot: Slot, iteration: ActiveIteration, endMs: number, failure: RecordedFailure | null): boolean {
    if (!this.#inFlight.remove(slot, iteration)) return false
    // A workload that blocks is not caught by the sweep, which could not run meanwhile.
    const tooLong = failure === null && endMs - iteration.startedMs > this.#timeoutMs
    this.#sink.finished(iteration, endMs, tooLong ? this.#timedOut() : failure)
    if (this.#inFlight.size === 0) this.#onIdle?.()
    return true
  }

  drop(index: number, scheduledMs: number, nowMs: number): void {
    this.#sink.dropped(index, scheduledMs, nowMs)
  }

  /** Settles when nothing is in flight. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#inFlight.size === 0) return resolve()
      this.#onIdle = resolve
    })
  }

  /** Gives what is still in flight its outcome, "unfinished", and ends the timers. */
  close(reason: Error): void {
    this.stop()
    this.#cancelSweep?.()
    const nowMs = this.elapsedMs()
    this.#inFlight.forEachStartedBy(Infinity, (slot, iteration) => {
      this.#inFlight.remove(slot, iteration)
      this.#sink.unfinished(iteration, nowMs)
      iteration.abort(reason)
    })
    this.#onIdle?.()
  }

  #timedOut(): RecordedFailure {
    return { error: new IterationTimeoutError(this.#timeoutMs) }
  }

  /** The next sweep is due when the oldest iteration could time out; one begun later cannot be earlier. */
  #scheduleSweep(nowMs: number): void {
    const { iterationTimeoutMs } = this.plan
    const dueMs = Math.min(this.#inFlight.oldestStartMs(), nowMs) + iterationTimeoutMs
    // Not more often than every hundredth of the timeout, so that a sweep over thousands stays cheap.
    const delayMs = Math.max(dueMs - nowMs, iterationTimeoutMs / 100)
    this.#cancelSweep = setLimit(this.clock, delayMs, () => this.#sweep())
  }

  #sweep(): void {
    this.#cancelSweep = null
    const nowMs = this.elapsedMs()
    const { iterationTimeoutMs } = this.plan
    this.#inFlight.forEachStartedBy(nowMs - iterationTimeoutMs, (slot, iteration) => {
      const error = new IterationTimeoutError(iterationTimeoutMs)
      this.settle(slot, iteration, nowMs, { error })
      iteration.abort(error)
      this.onTimeout(slot, iteration)
    })
    // What a timeout has started may have set the next one already.
    if (this.#inFlight.size > 0 && this.#cancelSweep === null) this.#scheduleSweep(nowMs)
  }
}
