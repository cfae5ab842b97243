import { setMaxListeners } from 'node:events'
import { sleep } from '../foundation/clock.ts'
import { defer } from '../foundation/deferred.ts'
import type { RecordedFailure } from '../model/iteration-facts.ts'
import type { ClosedPlan } from '../model/load-plan.ts'
import type { ActiveIteration } from './active-iteration.ts'
import { sliceMs, type Driver } from './driver.ts'
import type { Engine } from './engine.ts'

/** New work starts when old work ends: virtual users, each one loop. */
export function driveClosed(plan: ClosedPlan, engine: Engine): Driver {
  const load = new ClosedLoad(plan, engine)
  load.start()
  return { allStarted: load.allStarted.promise, stop: () => load.end() }
}

class ClosedLoad {
  readonly allStarted = defer()
  readonly #plan: ClosedPlan
  readonly #engine: Engine
  /** Iterations handed out, by group. */
  readonly #taken: number[]
  readonly #endMs: number
  readonly #cancelEnd: () => void
  readonly #ended = new AbortController()
  #openGroups: number
  #turn: Promise<void> | null = null
  #sliceStartMs = 0

  constructor(plan: ClosedPlan, engine: Engine) {
    this.#plan = plan
    this.#engine = engine
    this.#taken = Array.from({ length: plan.groups }, () => 0)
    this.#openGroups = plan.groups
    this.#endMs = plan.plannedMs ?? plan.maxDurationMs
    // Every virtual user that thinks listens; Node would take more than ten for a leak.
    setMaxListeners(0, this.#ended.signal)
    this.#cancelEnd = engine.clock.after(this.#endMs, () => this.end())
  }

  start(): void {
    // A workload that outlives its timeout keeps its loop; the virtual user goes on in a new one.
    this.#engine.onTimeout = (iteration) => this.#runUser(this.#groupOf(iteration))
    for (let user = 0; user < this.#plan.usersPerGroup; user++) {
      for (let group = 0; group < this.#plan.groups; group++) this.#runUser(group)
    }
  }

  end(): void {
    this.#cancelEnd()
    this.#ended.abort()
    this.#engine.stop()
    this.allStarted.resolve()
  }

  #groupOf(iteration: ActiveIteration): number {
    return iteration.index % this.#plan.groups
  }

  #runUser(group: number): void {
    this.#loop(group).catch((error: unknown) => {
      // Rejects first: ending would settle `allStarted` as if all were well.
      this.allStarted.reject(error)
      this.end()
    })
  }

  async #loop(group: number): Promise<void> {
    const engine = this.#engine
    const { thinkTimeMs } = this.#plan
    let nowMs = engine.elapsedMs()
    for (;;) {
      const index = this.#take(group, nowMs)
      if (index < 0) return
      const iteration = engine.begin(index, nowMs, nowMs, true)
      let failure: RecordedFailure | null = null
      try {
        await engine.execute(iteration)
      } catch (error) {
        failure = { error }
      }
      // The end of this iteration is the start of the next: one clock read each.
      nowMs = engine.elapsedMs()
      if (!engine.settle(iteration, nowMs, failure)) return
      if (thinkTimeMs > 0) {
        await sleep(engine.clock, thinkTimeMs, this.#ended.signal)
        nowMs = engine.elapsedMs()
      }
      if (nowMs - this.#sliceStartMs > sliceMs) {
        await this.#letOthersRun()
        nowMs = engine.elapsedMs()
      }
    }
  }

  /** The next index of a group, or -1 when it has none. */
  #take(group: number, nowMs: number): number {
    const limit = this.#plan.iterationsPerGroup
    const taken = this.#taken[group]!
    if (this.#engine.stopped || nowMs >= this.#endMs || (limit !== null && taken >= limit)) return -1
    this.#taken[group] = taken + 1
    if (taken + 1 === limit && --this.#openGroups === 0) queueMicrotask(() => this.end())
    return taken * this.#plan.groups + group
  }

  /** One turn of the event loop, shared by all users: workloads that never wait would starve timers and I/O. */
  #letOthersRun(): Promise<void> {
    this.#turn ??= this.#engine.clock.yield().then(() => {
      this.#turn = null
      this.#sliceStartMs = this.#engine.elapsedMs()
    })
    return this.#turn
  }
}
