import { sleep, type Clock } from '../foundation/clock.ts'
import { defer } from '../foundation/deferred.ts'
import type { RecordedFailure } from '../model/iteration-facts.ts'
import type { OpenPlan } from '../model/load-plan.ts'
import { arrivalTimes } from './arrivals.ts'
import { shortestWaitMs, sliceMs, type Driver } from './driver.ts'
import type { Engine } from './engine.ts'
import type { Slot } from './slot.ts'

/** What an open load may be given beside its plan. */
export interface OpenParts {
  /** What it waits with between two starts; the engine's clock, unless given. */
  pacer?: Pick<Clock, 'after'> | undefined
  /** Told how long each start held the event loop, in ms: until its workload first waited. */
  held?: (scheduledMs: number, ms: number) => void
}

/** New work starts by the clock: never early, and as soon after its time as the event loop allows. */
export function driveOpen(plan: OpenPlan, engine: Engine, parts: OpenParts = {}): Driver {
  const load = new OpenLoad(plan, engine, parts)
  load.start()
  return { allStarted: load.allStarted.promise, stop: () => load.stop() }
}

class OpenLoad {
  readonly allStarted = defer()
  declare private readonly _plan: OpenPlan
  declare private readonly _engine: Engine
  declare private readonly _nextArrival: () => number
  declare private readonly _maxQueueMs: number
  /** Starts that found no free slot, in order: the scheduled times from `#waitingHead` on. */
  private _waiting: number[] = []
  private _waitingHead = 0
  /** Those in which no iteration is under way any more. */
  private readonly _freeSlots: Slot[] = []
  /** Index of the first waiting start; later ones follow without gaps. */
  private _firstWaitingIndex = 0
  private readonly _wake = new AbortController()

  declare private readonly _pacer: Pick<Clock, 'after'>
  declare private readonly _held: NonNullable<OpenParts['held']>

  constructor(plan: OpenPlan, engine: Engine, { held = () => {}, pacer = engine.clock }: OpenParts) {
    this._held = held
    this._pacer = pacer
    this._plan = plan
    this._engine = engine
    this._nextArrival = arrivalTimes(plan.arrivals)
    this._maxQueueMs = plan.maxQueueMs ?? Infinity
  }

  start(): void {
    this._engine.onTimeout = (_, slot) => this._release(slot)
    this._pace().catch((error: unknown) => this._fail(error))
  }

  /** What still waits, and what the plan had not come to yet, will not start. */
  stop(): void {
    if (this._engine.stopped) return
    this._engine.stop()
    this._wake.abort()
    const nowMs = this._engine.elapsedMs()
    while (this._waitingCount > 0) this._dropFirst(nowMs)
    this.allStarted.resolve()
  }

  /** Rejects first: stopping would settle `allStarted` as if all were well. */
  private _fail(error: unknown): void {
    this.allStarted.reject(error)
    this.stop()
  }

  private async _pace(): Promise<void> {
    const engine = this._engine
    let index = 0
    let dueMs = this._nextArrival()
    while (dueMs !== Infinity && !engine.stopped) {
      let nowMs = engine.elapsedMs()
      const sliceEndMs = nowMs + sliceMs
      while (dueMs <= nowMs && nowMs < sliceEndMs) {
        nowMs = this._arrive(index++, dueMs, nowMs)
        dueMs = this._nextArrival()
      }
      this._dropOverdue(nowMs)
      if (dueMs <= nowMs) await engine.clock.yield()
      else if (dueMs !== Infinity) await this._wait(Math.min(dueMs, this._firstOverdueMs()) - nowMs)
    }
    await this._waitingDone()
    this.allStarted.resolve()
  }

  private async _waitingDone(): Promise<void> {
    const engine = this._engine
    while (this._waitingCount > 0 && !engine.stopped) {
      const nowMs = engine.elapsedMs()
      this._dropOverdue(nowMs)
      if (this._waitingCount > 0) await this._wait(Math.min(this._firstOverdueMs(), nowMs + sliceMs) - nowMs)
    }
  }

  private _wait(delayMs: number): Promise<void> {
    return sleep(this._pacer, Math.max(delayMs, shortestWaitMs), this._wake.signal)
  }

  /** Returns the time afterwards. */
  private _arrive(index: number, scheduledMs: number, nowMs: number): number {
    if (this._waitingCount === 0 && this._engine.inFlight < this._plan.maxInFlight)
      return this._start(index, scheduledMs, nowMs, true)
    if (this._waitingCount === 0) this._firstWaitingIndex = index
    this._waiting.push(scheduledMs)
    return this._engine.elapsedMs()
  }

  /** Returns the time afterwards: the driver needs it anyway, so that measuring costs no clock read. */
  private _start(index: number, scheduledMs: number, nowMs: number, slotWasFree: boolean): number {
    void this._run(index, scheduledMs, nowMs, slotWasFree)
    const afterMs = this._engine.elapsedMs()
    this._held(scheduledMs, afterMs - nowMs)
    return afterMs
  }

  private async _run(index: number, scheduledMs: number, nowMs: number, slotWasFree: boolean): Promise<void> {
    const engine = this._engine
    const slot = this._freeSlots.pop() ?? engine.newSlot()
    try {
      engine.begin(slot, index, scheduledMs, nowMs, slotWasFree)
    } catch (error) {
      return this._fail(error)
    }
    let failure: RecordedFailure | null = null
    try {
      await engine.run(slot)
    } catch (error) {
      failure = { error }
    }
    if (engine.settle(slot, engine.elapsedMs(), failure)) this._release(slot)
  }

  private _release(slot: Slot): void {
    this._freeSlots.push(slot)
    this._startWaiting()
  }

  private _startWaiting(): void {
    const engine = this._engine
    if (this._waitingCount === 0) return
    let nowMs = engine.elapsedMs()
    while (this._waitingCount > 0 && engine.inFlight < this._plan.maxInFlight && !engine.stopped) {
      this._dropOverdue(nowMs)
      if (this._waitingCount === 0) return
      const scheduledMs = this._waiting[this._waitingHead]!
      nowMs = this._start(this._removeFirst(), scheduledMs, nowMs, false)
    }
  }

  private get _waitingCount(): number {
    return this._waiting.length - this._waitingHead
  }

  private _firstOverdueMs(): number {
    return this._waitingCount === 0 ? Infinity : this._waiting[this._waitingHead]! + this._maxQueueMs
  }

  private _dropOverdue(nowMs: number): void {
    while (this._firstOverdueMs() < nowMs) this._dropFirst(nowMs)
  }

  private _dropFirst(nowMs: number): void {
    const scheduledMs = this._waiting[this._waitingHead]!
    this._engine.drop(this._removeFirst(), scheduledMs, nowMs)
  }

  private _removeFirst(): number {
    this._waitingHead++
    // Given back in one piece now and then, so that a long queue costs O(1) a start.
    if (this._waitingHead > 1024 && this._waitingHead * 2 > this._waiting.length) {
      this._waiting = this._waiting.slice(this._waitingHead)
      this._waitingHead = 0
    }
    return this._firstWaitingIndex++
  }
}
