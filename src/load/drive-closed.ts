import { setMaxListeners } from 'node:events'
import { sleep } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import { defer } from '../foundation/deferred.ts'
import type { ClosedPlan } from '../model/load-plan.ts'
import { ClosedLoop, type LoopKeeper } from './closed-loop.ts'
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

/** Virtual users that share iterations. */
interface Group {
  /** Of the next iteration. */
  index: number
  /** Above those of all its iterations. */
  readonly endIndex: number
}

interface VirtualUser {
  readonly number: number
  readonly group: Group
  readonly nextStart: ReturnType<typeof nextStartOf>
  /** Where it is; a workload that outlives its timeout is left behind in another one. */
  loop: ClosedLoop
  /** It must not start before; also not when it has left and comes back. */
  dueMs: number
  /** Has a loop that runs, if only until the end of the iteration it is in. */
  present: boolean
}

class ClosedLoad implements LoopKeeper {
  readonly allStarted = defer()
  declare private readonly _plan: ClosedPlan
  declare private readonly _engine: Engine
  declare private readonly _groups: readonly Group[]
  declare private readonly _endMs: number
  /** Virtual users pause between iterations. */
  declare private readonly _pauses: boolean
  declare private readonly _cancelEnd: () => void
  private _cancelSteps = (): void => {}
  private _cancelWait = (): void => {}
  private readonly _ended = new AbortController()
  private readonly _users: VirtualUser[] = []
  /** Virtual users with this number or a higher one leave. */
  private _wanted = 0
  private _presentUsers = 0
  declare private _openGroups: number
  private _turn: Promise<void> | null = null
  private _sliceStartMs = 0

  constructor(plan: ClosedPlan, engine: Engine) {
    this._plan = plan
    this._engine = engine
    const { groups, iterationsPerGroup } = plan
    const endIndex = groups * (iterationsPerGroup ?? Infinity)
    this._groups = Array.from({ length: groups }, (_, index) => ({ index, endIndex }))
    this._openGroups = groups
    this._pauses = plan.pacingMs > 0 || plan.thinkTimeMs !== 0
    this._endMs = plan.plannedMs ?? plan.maxDurationMs
    // Every virtual user that thinks listens; Node would take more than ten for a leak.
    setMaxListeners(0, this._ended.signal)
    this._cancelEnd = setLimit(engine.clock, this._endMs, () => this.end())
  }

  start(): void {
    // A workload that outlives its timeout keeps its loop; the virtual user goes on in a new one.
    this._engine.onTimeout = (ended, slot) => this._goOn(ended, slot)
    const { users, usersPerGroup, groups } = this._plan
    if (users === null) return this._change(usersPerGroup * groups)
    this._cancelSteps = followSteps(userSteps(users), this._engine, (wanted) => this._change(wanted))
  }

  end(): void {
    this._cancelEnd()
    this._cancelSteps()
    this._cancelWait()
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
      if (user.present) continue
      this._presentUsers++
      this._runUser(user)
    }
  }

  private _newUser(number: number): VirtualUser {
    const nextStart = nextStartOf(this._plan, number)
    const loop = new ClosedLoop(this._engine.newSlot(), this._engine, this)
    return {
      loop,
      number,
      group: this._groups[number % this._plan.groups]!,
      nextStart,
      dueMs: 0,
      present: false,
    }
  }

  private _goOn({ userIndex, startedMs }: Slot, slot: Slot): void {
    const user = this._users[userIndex]!
    user.loop = new ClosedLoop(slot, this._engine, this)
    if (user.nextStart !== null) user.dueMs = user.nextStart(startedMs, this._engine.elapsedMs())
    this._runUser(user)
  }

  private _runUser(user: VirtualUser): void {
    user.present = true
    const nowMs = this._engine.elapsedMs()
    if (user.dueMs <= nowMs) return user.loop.begin(nowMs)
    this._pause(user.dueMs, nowMs)
      .then((laterMs) => user.loop.begin(laterMs))
      .catch((error: unknown) => this.fail(error))
  }

  fail(error: unknown): void {
    // Rejects first: ending would settle `allStarted` as if all were well.
    this.allStarted.reject(error)
    this.end()
  }

  mustRest(nowMs: number): boolean {
    return nowMs - this._sliceStartMs > sliceMs || this._pauses
  }

  rest(loop: ClosedLoop, nowMs: number): void {
    const { userIndex, startedMs } = loop.slot
    this._rest(this._users[userIndex]!, startedMs, nowMs)
      .then((laterMs) => loop.begin(laterMs))
      .catch((error: unknown) => this.fail(error))
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
  take({ slot }: ClosedLoop, nowMs: number): number {
    const user = this._users[slot.userIndex]!
    const { group } = user
    const { index } = group
    const mayStart = index < group.endIndex && nowMs < this._endMs && user.number < this._wanted
    if (!mayStart || this._engine.stopped) {
      this._leave(user, nowMs)
      return -1
    }
    group.index = index + this._groups.length
    if (group.index >= group.endIndex) this._closeGroup()
    return index
  }

  private _leave(user: VirtualUser, nowMs: number): void {
    user.present = false
    if (--this._presentUsers > 0 || this._engine.stopped || nowMs >= this._endMs) return
    // The end of the load is a limit. Where nobody is there, it is also what the load waits for: a virtual clock must know.
    this._cancelWait()
    this._cancelWait = this._engine.clock.after(this._endMs - nowMs, () => {})
  }

  private _closeGroup(): void {
    if (--this._openGroups === 0) queueMicrotask(() => this.end())
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
