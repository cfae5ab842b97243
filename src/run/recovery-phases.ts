import type { Clock } from '../foundation/clock.ts'
import type { RecoveryPlan } from '../model/recovery.ts'
import type { Observation } from '../observe/observe.ts'
import { DeliveryWatch, type StuckInbox } from '../record/recovery/delivery-watch.ts'
import { PhaseProgress } from '../record/recovery/phase-progress.ts'

/** What was seen of deliveries in one phase; null: none are observed, or the phase did not come to its end. */
type Deliveries = { stuck: StuckInbox[]; delivered: number } | null

/** What became of the phases of a run. */
export interface SeenPhases {
  readonly plan: RecoveryPlan
  readonly progress: PhaseProgress
  /** Whether deliveries are told apart by inbox. */
  readonly knowsInboxes: boolean
  readonly steady: Deliveries
  readonly liveness: Deliveries
  /** The load asked for work to the end of the liveness window. */
  readonly completed: boolean
}

/** Takes a run through its phases: heals when it is time, and looks who gets nothing before the faults, and after. */
export class RecoveryPhases {
  readonly progress: PhaseProgress
  readonly #plan: RecoveryPlan
  readonly #clock: Clock
  readonly #cancels: (() => void)[] = []
  #observed: Pick<Observation, 'ledger' | 'knowsInboxes'> | null = null
  #originMs = 0
  #steady: Deliveries = null
  #liveness: Deliveries = null
  #endWindow: (() => void) | null = null
  #isHealed = false
  #completed = false

  constructor(plan: RecoveryPlan, clock: Clock) {
    this.#plan = plan
    this.#clock = clock
    this.progress = new PhaseProgress(plan)
  }

  /** Before the load. */
  observe(observation: Pick<Observation, 'ledger' | 'knowsInboxes'> | null): void {
    this.#observed = observation
  }

  /** The load begins now. `heal` settles when all faults are over. */
  begin(heal: () => Promise<void>): void {
    const { steadyFromMs, faultsFromMs, healAtMs } = this.#plan
    this.#originMs = this.#clock.now()
    this.#at(steadyFromMs, () => this.#watch(faultsFromMs, (seen) => (this.#steady = seen)))
    this.#at(healAtMs, () => void heal().then(() => this.#healed()))
  }

  /** The load is over. `isWhole`: as planned, which is with its last start, if that comes before its time is up. */
  end(isWhole: boolean): void {
    for (const cancel of this.#cancels.splice(0)) cancel()
    if (isWhole && this.#isHealed) this.#endWindow?.()
  }

  seen(): SeenPhases {
    return {
      plan: this.#plan,
      progress: this.progress,
      knowsInboxes: this.#observed?.knowsInboxes ?? false,
      steady: this.#steady,
      liveness: this.#liveness,
      completed: this.#completed,
    }
  }

  #healed(): void {
    const { untilMs } = this.#plan
    const elapsedMs = this.#elapsedMs()
    if (elapsedMs >= untilMs) return
    this.#isHealed = true
    this.progress.liveness.fromMs = elapsedMs
    this.#watch(untilMs, (seen) => {
      this.#liveness = seen
      this.#completed = true
    })
  }

  /** Looks at deliveries from now on, until then. */
  #watch(untilMs: number, done: (seen: Deliveries) => void): void {
    const watch = this.#observed && new DeliveryWatch(this.#observed.ledger)
    watch?.begin()
    const fromMs = this.#elapsedMs()
    this.#at(fromMs + (untilMs - fromMs) / 4, () => watch?.quarter())
    this.#at((fromMs + untilMs) / 2, () => watch?.middle())
    this.#endWindow = () => {
      this.#endWindow = null
      done(watch && watch.end())
    }
    this.#at(untilMs, () => this.#endWindow?.())
  }

  #at(ms: number, happen: () => void): void {
    const leftMs = ms - this.#elapsedMs()
    if (leftMs <= 0) happen()
    else this.#cancels.push(this.#clock.after(leftMs, happen))
  }

  #elapsedMs(): number {
    return this.#clock.now() - this.#originMs
  }
}
