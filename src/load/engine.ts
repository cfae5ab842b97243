import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { RecordedFailure } from '../model/iteration-facts.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import { AgentDealer } from './agent-dealer.ts'
import { InFlight } from './in-flight.ts'
import type { IterationSink } from './iteration-sink.ts'
import { IterationTimeoutError } from './iteration-timeout-error.ts'
import type { Slot } from './slot.ts'
import type { WorkloadCaller } from './workload-caller.ts'

export interface EngineParts {
  plan: LoadPlan
  /** Name of the load, where there are several. */
  load?: string | null
  clock: Clock
  sink: IterationSink
  caller: WorkloadCaller
  /** Draws what the iteration carries. Throwing ends the run. null: they carry nothing. */
  draw: ((index: number, agent: string | null) => unknown) | null
  /** What is drawn is the iteration's message, and not other data. */
  drawsMessages?: boolean
}

/** Begins and settles iterations, whichever driver paces them. Each iteration gets exactly one outcome. */
export class Engine {
  declare readonly plan: LoadPlan
  declare readonly clock: Clock
  /** Called when an iteration has timed out, with its slot, and the one in place of that; its workload may still be running. */
  onTimeout: (ended: Slot, slot: Slot) => void = () => {}
  private _stopped = false
  private _cancelSweep: (() => void) | null = null
  private _onIdle: (() => void) | null = null
  declare private readonly _originMs: number
  declare private readonly _inFlight: InFlight
  declare private readonly _sink: IterationSink
  declare private readonly _caller: WorkloadCaller
  declare private readonly _draw: EngineParts['draw']
  declare private readonly _drawsMessages: boolean
  declare private readonly _now: () => number
  declare private readonly _timeoutMs: number
  declare private readonly _agents: AgentDealer | null
  declare private readonly _warmupMs: number

  constructor({ plan, load = null, clock, sink, caller, draw, drawsMessages = false }: EngineParts) {
    this._inFlight = new InFlight(load)
    this._agents = AgentDealer.of(plan)
    this._warmupMs = plan.warmupMs
    this.plan = plan
    this.clock = clock
    this._caller = caller
    this._sink = sink
    this._draw = draw
    this._drawsMessages = drawsMessages
    this._originMs = clock.now()
    this._now = clock.now
    this._timeoutMs = plan.iterationTimeoutMs
  }

  /** Milliseconds since the load began. */
  elapsedMs(): number {
    return this._now() - this._originMs
  }

  get inFlight(): number {
    return this._inFlight.size
  }

  /** No new iteration may begin any more. */
  get stopped(): boolean {
    return this._stopped
  }

  stop(): void {
    this._stopped = true
  }

  /** A slot to begin iterations in, one after the other. They are numbered from 0. */
  newSlot(): Slot {
    return this._inFlight.newSlot()
  }

  /** `scheduledMs` is when the plan meant it to start; a closed plan means "now". `run` is to be called next. */
  begin(slot: Slot, index: number, scheduledMs: number, nowMs: number, slotWasFree: boolean): void {
    slot.turn++
    slot.index = index
    slot.scheduledMs = scheduledMs
    slot.startedMs = nowMs
    slot.phase = scheduledMs < this._warmupMs ? 'warmup' : 'steady'
    slot.tags = null
    slot.abort = null
    if (this._agents !== null) slot.agent = this._agents.at(index)
    if (this._draw !== null) this._carry(slot, this._draw(index, slot.agent))
    this._inFlight.add(slot)
    this._sink.begun(slot, slotWasFree)
    if (this._cancelSweep === null) this._scheduleSweep(nowMs)
  }

  private _carry(slot: Slot, item: unknown): void {
    if (this._drawsMessages) slot.message = item
    else slot.data = item
  }

  /** Calls the workload of what has begun in this slot. */
  run(slot: Slot): unknown {
    return this._caller.call(slot)
  }

  /** False when the iteration already had an outcome: it timed out, or the run ended. */
  settle(slot: Slot, endMs: number, failure: RecordedFailure | null): boolean {
    if (!this._inFlight.remove(slot)) return false
    // A workload that blocks is not caught by the sweep, which could not run meanwhile.
    const tooLong = failure === null && endMs - slot.startedMs > this._timeoutMs
    this._sink.finished(slot, endMs, tooLong ? this._timedOut() : failure)
    if (this._inFlight.size === 0) this._onIdle?.()
    return true
  }

  drop(index: number, scheduledMs: number, nowMs: number): void {
    this._sink.dropped(index, scheduledMs, nowMs)
  }

  /** Settles when nothing is in flight. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this._inFlight.size === 0) return resolve()
      this._onIdle = resolve
    })
  }

  /** Gives what is still in flight its outcome, "unfinished", and ends the timers. */
  close(reason: Error): void {
    this.stop()
    this._cancelSweep?.()
    const nowMs = this.elapsedMs()
    this._inFlight.forEachStartedBy(Infinity, (slot) => {
      this._inFlight.remove(slot)
      this._sink.unfinished(slot, nowMs)
      slot.end(reason)
    })
    this._onIdle?.()
  }

  private _timedOut(): RecordedFailure {
    return { error: new IterationTimeoutError(this._timeoutMs) }
  }

  /** The next sweep is due when the oldest iteration could time out; one begun later cannot be earlier. */
  private _scheduleSweep(nowMs: number): void {
    const { iterationTimeoutMs } = this.plan
    const dueMs = Math.min(this._inFlight.oldestStartMs(), nowMs) + iterationTimeoutMs
    // Not more often than every hundredth of the timeout, so that a sweep over thousands stays cheap.
    const delayMs = Math.max(dueMs - nowMs, iterationTimeoutMs / 100)
    this._cancelSweep = setLimit(this.clock, delayMs, () => this._sweep())
  }

  private _sweep(): void {
    this._cancelSweep = null
    const nowMs = this.elapsedMs()
    const { iterationTimeoutMs } = this.plan
    this._inFlight.forEachStartedBy(nowMs - iterationTimeoutMs, (ended) => {
      const error = new IterationTimeoutError(iterationTimeoutMs)
      this.settle(ended, nowMs, { error })
      ended.end(error)
      this.onTimeout(ended, this._inFlight.replace(ended))
    })
    // What a timeout has started may have set the next one already.
    if (this._inFlight.size > 0 && this._cancelSweep === null) this._scheduleSweep(nowMs)
  }
}
