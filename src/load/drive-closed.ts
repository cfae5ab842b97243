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
  private readonly _plan: ClosedPlan
  private readonly _engine: Engine
  /** Iterations handed out, by group. */
  private readonly _taken: number[]
  private readonly _endMs: number
  private readonly _cancelEnd: () => void
  private _cancelSteps = (): void => {}
  private readonly _ended = new AbortController()
  private readonly _users: VirtualUser[] = []
  /** Virtual users with this number or a higher one leave. */
  private _wanted = 0
  private _openGroups: number
  private _turn: Promise<void> | null = null
  private _sliceStartMs = 0

  constructor(plan: ClosedPlan, engine: Engine) {
    this._plan = plan
    this._engine = engine
    this._taken = Array.from({ length: plan.groups }, () => 0)
    this._openGroups = plan.groups
    this._endMs = plan.plannedMs ?? plan.maxDurationMs
    // Every virtual user that thinks listens; Node would take more than ten for a leak.
    setMaxListeners(0, this._ended.signal)
    this._cancelEnd = setLimit(engine.clock, this._endMs, () => this.end())
  }

  start(): void {
    // A workload that outlives its timeout keeps its loop; the virtual user goes on in a new one.
    this._engine.onTimeout = ({ userIndex }, iteration) => this._goOn(userIndex, iteration)
    const { users, usersPerGroup, groups } = this._plan
    if (users === null) return this._change(usersPerGroup * groups)
    this._cancelSteps = followSteps(userSteps(users), this._engine, (wanted) => this._change(wanted))
  }

  end(): void {
    this._cancelEnd()
    this._cancelSteps()
    this._ended.abort()
    this._engine.stop()
    this.allStarted.resolve()
  }

  /** More users come; of those that are too many, each leaves after its iteration. */
  private _change(wanted: number): void {
    const before = this._wanted
    this._wanted = wanted
    for (let number = before; number < wanted; number++) {
      const user = (this._users[number] ??= this._newUser(number))
      if (!user.present) this._runUser(user)
    }
  }

  private _newUser(number: number): VirtualUser {
    const nextStart = nextStartOf(this._plan, number)
    const slot = this._engine.newSlot()
    return { slot, number, group: number % this._plan.groups, nextStart, dueMs: 0, present: false }
  }

  private _goOn(number: number, { startedMs }: ActiveIteration): void {
    const user = this._users[number]!
    if (user.nextStart !== null) user.dueMs = user.nextStart(startedMs, this._engine.elapsedMs())
    this._runUser(user)
  }

  private _runUser(user: VirtualUser): void {
    user.present = true
    this._loop(user).catch((error: unknown) => {
      // Rejects first: ending would settle `allStarted` as if all were well.
      this.allStarted.reject(error)
      this.end()
    })
  }

  private async _loop(user: VirtualUser): Promise<void> {
    const engine = this._engine
    let nowMs = engine.elapsedMs()
    if (user.dueMs > nowMs) nowMs = await this._pause(user.dueMs, nowMs)
    for (;;) {
      const index = this._take(user, nowMs)
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
      if (user.nextStart !== null || nowMs - this._sliceStartMs > sliceMs)
        nowMs = await this._rest(user, iteration.startedMs, nowMs)
    }
  }

  /** Think time or pacing, where there is any, and a turn for all others when it is time. Returns the time. */
  private async _rest(user: VirtualUser, startedMs: number, endedMs: number): Promise<number> {
    let nowMs = endedMs
    if (user.nextStart !== null) {
      user.dueMs = user.nextStart(startedMs, endedMs)
      nowMs = await this._pause(user.dueMs, endedMs)
    }
    if (nowMs - this._sliceStartMs <= sliceMs) return nowMs
    await this._letOthersRun()
    return this._engine.elapsedMs()
  }

  /** Waits until `dueMs`, or until the load has ended, and returns the time. Timers may fire a hair early. */
  private async _pause(dueMs: number, fromMs: number): Promise<number> {
    const engine = this._engine
    let nowMs = fromMs
    while (nowMs < dueMs && !engine.stopped) {
      await sleep(engine.clock, Math.max(dueMs - nowMs, shortestWaitMs), this._ended.signal)
      nowMs = engine.elapsedMs()
    }
    return nowMs
  }

  /** The index of the user's next iteration, or -1 when it has none, and leaves. */
  private _take(user: VirtualUser, nowMs: number): number {
    const { group } = user
    const limit = this._plan.iterationsPerGroup
    const taken = this._taken[group]!
    const leaves = user.number >= this._wanted || (limit !== null && taken >= limit)
    if (leaves || this._engine.stopped || nowMs >= this._endMs) {
      user.present = false
      return -1
    }
    this._taken[group] = taken + 1
    if (taken + 1 === limit && --this._openGroups === 0) queueMicrotask(() => this.end())
    return taken * this._plan.groups + group
  }

  /** One turn of the event loop, shared by all users: workloads that never wait would starve timers and I/O. */
  private _letOthersRun(): Promise<void> {
    this._turn ??= this._engine.clock.yield().then(() => {
      this._turn = null
      this._sliceStartMs = this._engine.elapsedMs()
    })
    return this._turn
  }
}
