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
  readonly #plan: OpenPlan
  readonly #engine: Engine
  readonly #nextArrival: () => number
  readonly #maxQueueMs: number
  /** Starts that found no free slot, in order: the scheduled times from `#waitingHead` on. */
  #waiting: number[] = []
  #waitingHead = 0
  /** Those in which no iteration is under way any more. */
  readonly #freeSlots: Slot[] = []
  /** Index of the first waiting start; later ones follow without gaps. */
  #firstWaitingIndex = 0
  readonly #wake = new AbortController()

  readonly #pacer: Pick<Clock, 'after'>
  readonly #held: NonNullable<OpenParts['held']>

  constructor(plan: OpenPlan, engine: Engine, { held = () => {}, pacer = engine.clock }: OpenParts) {
    this.#held = held
    this.#pacer = pacer
    this.#plan = plan
    this.#engine = engine
    this.#nextArrival = arrivalTimes(plan.arrivals)
    this.#maxQueueMs = plan.maxQueueMs ?? Infinity
  }

  start(): void {
    this.#engine.onTimeout = (slot) => this.#release(slot)
    this.#pace().catch((error: unknown) => this.#fail(error))
  }

  /** What still waits, and what the plan had not come to yet, will not start. */
  stop(): void {
    if (this.#engine.stopped) return
    this.#engine.stop()
    this.#wake.abort()
    const nowMs = this.#engine.elapsedMs()
    while (this.#waitingCount > 0) this.#dropFirst(nowMs)
    this.allStarted.resolve()
  }

  /** Rejects first: stopping would settle `allStarted` as if all were well. */
  #fail(error: unknown): void {
    this.allStarted.reject(error)
    this.stop()
  }

  async #pace(): Promise<void> {
    const engine = this.#engine
    let index = 0
    let dueMs = this.#nextArrival()
    while (dueMs !== Infinity && !engine.stopped) {
      let nowMs = engine.elapsedMs()
      const sliceEndMs = nowMs + sliceMs
      while (dueMs <= nowMs && nowMs < sliceEndMs) {
        nowMs = this.#arrive(index++, dueMs, nowMs)
        dueMs = this.#nextArrival()
      }
      this.#dropOverdue(nowMs)
      if (dueMs <= nowMs) await engine.clock.yield()
      else if (dueMs !== Infinity) await this.#wait(Math.min(dueMs, this.#firstOverdueMs()) - nowMs)
    }
    await this.#waitingDone()
    this.allStarted.resolve()
  }

  async #waitingDone(): Promise<void> {
    const engine = this.#engine
    while (this.#waitingCount > 0 && !engine.stopped) {
      const nowMs = engine.elapsedMs()
      this.#dropOverdue(nowMs)
      if (this.#waitingCount > 0) await this.#wait(Math.min(this.#firstOverdueMs(), nowMs + sliceMs) - nowMs)
    }
  }

  #wait(delayMs: number): Promise<void> {
    return sleep(this.#pacer, Math.max(delayMs, shortestWaitMs), this.#wake.signal)
  }

  /** Returns the time afterwards. */
  #arrive(index: number, scheduledMs: number, nowMs: number): number {
    if (this.#waitingCount === 0 && this.#engine.inFlight < this.#plan.maxInFlight)
      return this.#start(index, scheduledMs, nowMs, true)
    if (this.#waitingCount === 0) this.#firstWaitingIndex = index
    this.#waiting.push(scheduledMs)
    return this.#engine.elapsedMs()
  }

  /** Returns the time afterwards: the driver needs it anyway, so that measuring costs no clock read. */
  #start(index: number, scheduledMs: number, nowMs: number, slotWasFree: boolean): number {
    void this.#run(index, scheduledMs, nowMs, slotWasFree)
    const afterMs = this.#engine.elapsedMs()
    this.#held(scheduledMs, afterMs - nowMs)
    return afterMs
  }

  async #run(index: number, scheduledMs: number, nowMs: number, slotWasFree: boolean): Promise<void> {
    const engine = this.#engine
    const slot = this.#freeSlots.pop() ?? engine.newSlot()
    let iteration
    try {
      iteration = engine.begin(slot, index, scheduledMs, nowMs, slotWasFree)
    } catch (error) {
      return this.#fail(error)
    }
    let failure: RecordedFailure | null = null
    try {
      await engine.execute(iteration)
    } catch (error) {
      failure = { error }
    }
    if (engine.settle(slot, iteration, engine.elapsedMs(), failure)) this.#release(slot)
  }

  #release(slot: Slot): void {
    this.#freeSlots.push(slot)
    this.#startWaiting()
  }

  #startWaiting(): void {
    const engine = this.#engine
    if (this.#waitingCount === 0) return
    let nowMs = engine.elapsedMs()
    while (this.#waitingCount > 0 && engine.inFlight < this.#plan.maxInFlight && !engine.stopped) {
      this.#dropOverdue(nowMs)
      if (this.#waitingCount === 0) return
      const scheduledMs = this.#waiting[this.#waitingHead]!
      nowMs = this.#start(this.#removeFirst(), scheduledMs, nowMs, false)
    }
  }

  get #waitingCount(): number {
    return this.#waiting.length - this.#waitingHead
  }

  #firstOverdueMs(): number {
    return this.#waitingCount === 0 ? Infinity : this.#waiting[this.#waitingHead]! + this.#maxQueueMs
  }

  #dropOverdue(nowMs: number): void {
    while (this.#firstOverdueMs() < nowMs) this.#dropFirst(nowMs)
  }

  #dropFirst(nowMs: number): void {
    const scheduledMs = this.#waiting[this.#waitingHead]!
    this.#engine.drop(this.#removeFirst(), scheduledMs, nowMs)
  }

  #removeFirst(): number {
    this.#waitingHead++
    // Given back in one piece now and then, so that a long queue costs O(1) a start.
    if (this.#waitingHead > 1024 && this.#waitingHead * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#waitingHead)
      this.#waitingHead = 0
    }
    return this.#firstWaitingIndex++
  }
}
