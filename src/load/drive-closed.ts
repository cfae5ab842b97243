import { setMaxListeners } from 'node:events'
import { sleep } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import { defer } from '../foundation/deferred.ts'
import type { RecordedFailure } from '../model/iteration-facts.ts'
import type { ClosedPlan } from '../model/load-plan.ts'
import type { ActiveIteration } from './active-iteration.ts'
import { shortestWaitMs, sliceMs, type Driver } from './driver.ts'
import type { Engine } from './engine.ts'
import { followSteps } from './follow-steps.ts'
import { nextStartOf } from './next-start.ts'
import type { Slot } from './slot.ts'
import { userSteps } from './user-steps.ts'

/** New work starts when old work ends: virtual users, each one loop. */
export function driveClosed(plan: ClosedPlan, engine: Engine): Driver {
  const load = new ClosedLoad(plan, engine)
  load.start()
  return { allStarted: load.allStarted.promise, stop: () => load.end() }
}

interface VirtualUser {
  readonly slot: Slot
  readonly number: number
  readonly group: number
  readonly nextStart: ReturnType<typeof nextStartOf>
  /** It must not start before; also not when it has left and comes back. */
  dueMs: number
  /** Has a loop, if only until the end of the iteration it is in. */
  present: boolean
}

class ClosedLoad {
  readonly allStarted = defer()
  readonly #plan: ClosedPlan
  readonly #engine: Engine
  /** Iterations handed out, by group. */
  readonly #taken: number[]
  readonly #endMs: number
  readonly #cancelEnd: () => void
  #cancelSteps = (): void => {}
  readonly #ended = new AbortController()
  readonly #users: VirtualUser[] = []
  /** Virtual users with this number or a higher one leave. */
  #wanted = 0
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
    this.#cancelEnd = setLimit(engine.clock, this.#endMs, () => this.end())
  }

  start(): void {
    // A workload that outlives its timeout keeps its loop; the virtual user goes on in a new one.
    this.#engine.onTimeout = ({ userIndex }, iteration) => this.#goOn(userIndex, iteration)
    const { users, usersPerGroup, groups } = this.#plan
    if (users === null) return this.#change(usersPerGroup * groups)
    this.#cancelSteps = followSteps(userSteps(users), this.#engine, (wanted) => this.#change(wanted))
  }

  end(): void {
    this.#cancelEnd()
    this.#cancelSteps()
    this.#ended.abort()
    this.#engine.stop()
    this.allStarted.resolve()
  }

  /** More users come; of those that are too many, each leaves after its iteration. */
  #change(wanted: number): void {
    const before = this.#wanted
    this.#wanted = wanted
    for (let number = before; number < wanted; number++) {
      const user = (this.#users[number] ??= this.#newUser(number))
      if (!user.present) this.#runUser(user)
    }
  }

  #newUser(number: number): VirtualUser {
    const nextStart = nextStartOf(this.#plan, number)
    const slot = this.#engine.newSlot()
    return { slot, number, group: number % this.#plan.groups, nextStart, dueMs: 0, present: false }
  }

  #goOn(number: number, { startedMs }: ActiveIteration): void {
    const user = this.#users[number]!
    if (user.nextStart !== null) user.dueMs = user.nextStart(startedMs, this.#engine.elapsedMs())
    this.#runUser(user)
  }

  #runUser(user: VirtualUser): void {
    user.present = true
    this.#loop(user).catch((error: unknown) => {
      // Rejects first: ending would settle `allStarted` as if all were well.
      this.allStarted.reject(error)
      this.end()
    })
  }

  async #loop(user: VirtualUser): Promise<void> {
    const engine = this.#engine
    let nowMs = engine.elapsedMs()
    if (user.dueMs > nowMs) nowMs = await this.#pause(user.dueMs, nowMs)
    for (;;) {
      const index = this.#take(user, nowMs)
      if (index < 0) return
      const iteration = engine.begin(user.slot, index, nowMs, nowMs, true)
      let failure: RecordedFailure | null = null
      try {
        await engine.execute(iteration)
      } catch (error) {
        failure = { error }
      }
      // The end of this iteration is the start of the next: one clock read each.
      nowMs = engine.elapsedMs()
      // Timed out: the user is in another loop by now.
      if (!engine.settle(user.slot, iteration, nowMs, failure)) return
      // Apart, because what an async function might still need costs it time at each of its waits.
      if (user.nextStart !== null || nowMs - this.#sliceStartMs > sliceMs)
        nowMs = await this.#rest(user, iteration.startedMs, nowMs)
    }
  }

  /** Think time or pacing, where there is any, and a turn for all others when it is time. Returns the time. */
  async #rest(user: VirtualUser, startedMs: number, endedMs: number): Promise<number> {
    let nowMs = endedMs
    if (user.nextStart !== null) {
      user.dueMs = user.nextStart(startedMs, endedMs)
      nowMs = await this.#pause(user.dueMs, endedMs)
    }
    if (nowMs - this.#sliceStartMs <= sliceMs) return nowMs
    await this.#letOthersRun()
    return this.#engine.elapsedMs()
  }

  /** Waits until `dueMs`, or until the load has ended, and returns the time. Timers may fire a hair early. */
  async #pause(dueMs: number, fromMs: number): Promise<number> {
    const engine = this.#engine
    let nowMs = fromMs
    while (nowMs < dueMs && !engine.stopped) {
      await sleep(engine.clock, Math.max(dueMs - nowMs, shortestWaitMs), this.#ended.signal)
      nowMs = engine.elapsedMs()
    }
    return nowMs
  }

  /** The index of the user's next iteration, or -1 when it has none, and leaves. */
  #take(user: VirtualUser, nowMs: number): number {
    const { group } = user
    const limit = this.#plan.iterationsPerGroup
    const taken = this.#taken[group]!
    const leaves = user.number >= this.#wanted || (limit !== null && taken >= limit)
    if (leaves || this.#engine.stopped || nowMs >= this.#endMs) {
      user.present = false
      return -1
    }
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
