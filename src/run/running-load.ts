import { realClock, sleep, type Clock } from '../foundation/clock.ts'
import { startPreciseTimer, type PreciseTimer } from '../foundation/precise-timer.ts'
import { driveClosed } from '../load/drive-closed.ts'
import { driveOpen } from '../load/drive-open.ts'
import { Engine, type EngineParts } from '../load/engine.ts'
import type { Driver } from '../load/driver.ts'
import type { OpenPlan } from '../model/load-plan.ts'
import type { ScenarioLoad } from '../model/scenario.ts'
import { Recorder } from '../record/recorder.ts'
import type { SteadySpan } from '../record/recording.ts'
import type { RunRecords } from '../record/run-records.ts'
import { settlesWithin, unlessAborted } from './deadline.ts'
import { keepShapes } from './keep-shapes.ts'

/** Timeouts are looked for now and then, up to a hundredth of their length late, on timers that may be late themselves. */
const timeoutMargin = 1.05
const timerMarginMs = 1_000

/** What is left of a load that is over. */
export type EndedLoad = Pick<RunningLoad, 'load' | 'recorder' | 'activeMs'> & { steady: SteadySpan }

/** One load of a run: from its time to begin to its last outcome. */
export class RunningLoad {
  readonly load: ScenarioLoad
  readonly recorder: Recorder
  /** From its start to the end of the last iteration that finished, or to its planned end if that is later. Once closed. */
  activeMs = 0
  /** Called once, when the plan asks for nothing new: at its planned end, or, where it has none, after its last outcome. */
  onPlanOver: () => void = () => {}
  readonly #clock: Clock
  #engine: Engine | null = null
  #pacer: PreciseTimer | undefined
  #starting: Promise<PreciseTimer> | undefined
  #driver: Driver | null = null
  /** Cut short without a fault: when, from its own start. */
  #cutOffMs: number | null = null
  /** The same, from the beginning of the run. */
  #endedAtMs = Infinity
  /** When the last start had been made, or given up, from its own start; null: more may come. */
  #allStartedMs: number | null = null
  readonly #waiting = new AbortController()

  constructor(load: ScenarioLoad, records: RunRecords, clock: Clock) {
    this.load = load
    this.#clock = clock
    const onTimeUntilMs = (load.plan.plannedMs ?? Infinity) + load.latenessLimitMs
    this.recorder = new Recorder(load.plan, onTimeUntilMs, records, load.startAfterMs, load.name)
  }

  get inFlight(): number {
    return this.#engine?.inFlight ?? 0
  }

  get begun(): boolean {
    return this.#engine !== null
  }

  /** To be waited for before the load begins: its plan must not wait for a thread. */
  async prepare(): Promise<void> {
    const { plan } = this.load
    if (plan.model !== 'open' || plan.timing === 'standard' || this.#clock !== realClock) return
    this.#starting = startPreciseTimer()
    this.#pacer = await this.#starting
  }

  /** Ends what `prepare` has started, also where the load never ran. */
  async release(): Promise<void> {
    const pacer = await this.#starting?.catch(() => undefined)
    await pacer?.end()
  }

  get cutOff(): boolean {
    return this.#cutOffMs !== null
  }

  /** When it is past its warm-up and asks for work; a counted load to its last start, which is not known before. */
  get steady(): SteadySpan {
    const { plan, startAfterMs } = this.load
    const askedMs = plan.plannedMs ?? this.#allStartedMs ?? Infinity
    const toMs = Math.min(startAfterMs + askedMs, this.#endedAtMs)
    return { fromMs: startAfterMs + plan.warmupMs, toMs }
  }

  /** Nothing more starts; what has started is drained. What was not due yet counts as nothing. `atMs`: of the run. */
  endEarly(atMs: number): void {
    // It has ended by itself: what its plan did not come to is missing for another reason.
    if (this.#allStartedMs !== null) return
    this.#endedAtMs = Math.min(this.#endedAtMs, atMs)
    this.#cutOffMs ??= Math.min(this.#engine?.elapsedMs() ?? 0, this.load.plan.plannedMs ?? Infinity)
    this.#waiting.abort()
    this.#driver?.stop()
  }

  /** Runs the plan: the load and its drain. Rejects when data could not be drawn, or `signal` aborts. */
  async run(
    parts: Pick<EngineParts, 'caller' | 'draw' | 'drawsMessages'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { plan, name, startAfterMs } = this.load
    if (startAfterMs > 0)
      await sleep(this.#clock, startAfterMs, AbortSignal.any([signal, this.#waiting.signal]))
    signal.throwIfAborted()
    if (this.cutOff) return
    const engine = new Engine({ ...parts, plan, load: name, clock: this.#clock, sink: this.recorder })
    this.#engine = engine
    const driver = plan.model === 'open' ? this.#driveOpen(plan, engine) : driveClosed(plan, engine)
    this.#driver = driver
    try {
      await this.#follow(driver, engine, signal)
    } finally {
      driver.stop()
    }
  }

  /** Whatever is unfinished gets its outcome, and the books are closed. `completed`: the plan was not cut short. */
  close(reason: Error, completed: boolean): void {
    const { plan } = this.load
    this.#engine?.close(reason)
    this.recorder.findWarmup()
    if (!this.cutOff) this.recorder.closeBooks(plan)
    const elapsedMs = this.#engine?.elapsedMs() ?? 0
    const askedMs = this.#cutOffMs ?? plan.plannedMs ?? 0
    // The wait for iterations that never finished is no time in which the target was asked for anything.
    // In virtual time all may have ended at once: then the drain is no time of theirs.
    const anyEnded = this.recorder.succeeded + this.recorder.failed > 0
    this.activeMs = Math.max(this.recorder.lastEndMs, completed ? askedMs : 0) || (anyEnded ? 0 : elapsedMs)
    keepShapes(plan)
  }

  #driveOpen(plan: OpenPlan, engine: Engine): Driver {
    const held = (scheduledMs: number, ms: number): void => this.recorder.held(scheduledMs, ms)
    return driveOpen(plan, engine, { held, pacer: this.#pacer })
  }

  async #follow(driver: Driver, engine: Engine, signal: AbortSignal): Promise<void> {
    const { plannedMs, drainMs } = this.load.plan
    // A load that lasts for a time ends with it, whatever is still waiting for a slot; a counted one with its last start.
    const limitMs = plannedMs === null ? Infinity : plannedMs + drainMs - engine.elapsedMs()
    await (limitMs === Infinity
      ? unlessAborted(driver.allStarted, signal)
      : settlesWithin(this.#clock, driver.allStarted, limitMs, signal))
    this.#allStartedMs = engine.elapsedMs()
    signal.throwIfAborted()
    if (plannedMs !== null) this.onPlanOver()
    await settlesWithin(this.#clock, engine.idle(), Math.max(0, this.#leftMs(engine)), signal)
    signal.throwIfAborted()
    if (plannedMs === null) this.onPlanOver()
  }

  /** How long what is in flight is waited for. */
  #leftMs(engine: Engine): number {
    const { plannedMs, drainMs, iterationTimeoutMs } = this.load.plan
    if (this.#cutOffMs !== null) return this.#cutOffMs + drainMs - engine.elapsedMs()
    if (plannedMs !== null) return plannedMs + drainMs - engine.elapsedMs()
    // The last iterations of a counted load are as good as its first: they have their whole timeout.
    return iterationTimeoutMs * timeoutMargin + timerMarginMs
  }
}
