import { setMaxListeners } from 'node:events'
import type { Clock } from '../foundation/clock.ts'
import type { Message } from '../queue/message.ts'
import type { FaultContext, FaultSite, Heal, WindowFault } from './fault.ts'
import { FaultDecisions } from './fault-decisions.ts'
import { FaultTally } from './fault-tally.ts'
import type { BoundFault } from './planned-fault.ts'

export interface FaultSurroundings {
  readonly clock: Clock
  readonly seed: number
  /** Milliseconds since the load began. */
  elapsedMs(): number
  /** What kept it from being opened or healed, as a line for a person. */
  onTrouble(what: string, error: unknown): void
  /** From now on something holds the thread of the generator on purpose. Returns what ends that. */
  disturb(): () => void
}

/** One fault of a run: it waits, is open, and is over; never open again. */
export class ActiveFault {
  readonly bound: BoundFault
  readonly tally = new FaultTally()
  state: 'waiting' | 'open' | 'over' = 'waiting'
  openedMs: number | null = null
  healedMs: number | null = null
  openedAtOperation: number | null = null
  readonly #surroundings: FaultSurroundings
  readonly #decisions: FaultDecisions
  readonly #healed = new AbortController()
  #heal: Promise<Heal> | null = null
  #healing: Promise<void> | null = null
  #kept: unknown
  #endDisturbing = (): void => {}
  /** Calls it was put in the place of, and those of them that are not over. */
  #applied = 0
  #underWay = 0

  constructor(bound: BoundFault, surroundings: FaultSurroundings) {
    this.bound = bound
    this.#surroundings = surroundings
    this.#decisions = new FaultDecisions(surroundings.seed, bound.scheduled.id)
    // Each call that it holds up listens; Node would take more than ten for a leak.
    setMaxListeners(0, this.#healed.signal)
  }

  get id(): string {
    return this.bound.scheduled.id
  }

  /** What it did is being undone. */
  get isHealing(): boolean {
    return this.state === 'over' && this.openedMs !== null && this.healedMs === null
  }

  /** Whether it acts on this call: the `number`th at the site. */
  meets(site: FaultSite, message: Message | null, number: number): boolean {
    if (this.state !== 'open' || this.#isUsedUp()) return false
    const { where, probability } = this.bound.scheduled
    if (where.agent !== undefined && message?.recipient !== where.agent) return false
    if (where.type !== undefined && message?.type !== where.type) return false
    if (where.key !== undefined && message?.key !== where.key) return false
    return probability === 1 || this.#decisions.at(site, 'probability', number) < probability
  }

  open(operation: number): void {
    if (this.state !== 'waiting') return
    this.state = 'open'
    this.openedMs = this.#surroundings.elapsedMs()
    this.openedAtOperation = operation
    const { definition, point, scheduled } = this.bound
    if ('sites' in definition) return
    const context = this.contextAt(null, 0)
    if (definition.layer === 'runtime') this.#endDisturbing = this.#surroundings.disturb()
    const opening = (async () =>
      (definition as WindowFault).open(point?.value, scheduled.parameters, context))()
    this.#heal = opening
    opening.catch((error: unknown) => this.#surroundings.onTrouble('open', error))
  }

  /** Ends it, and undoes what it did. Settles once that is done; never rejects. */
  heal(): Promise<void> {
    if (this.state === 'waiting') this.state = 'over'
    // Who asks again waits for the one healing that is under way.
    if (this.state === 'open') this.#healing = this.#close()
    return this.#healing ?? Promise.resolve()
  }

  async #close(): Promise<void> {
    this.state = 'over'
    this.#healed.abort()
    if (this.#heal === null) {
      this.healedMs = this.#surroundings.elapsedMs()
      return
    }
    try {
      const heal = await this.#heal.catch(() => null)
      await heal?.()
    } catch (error) {
      this.#surroundings.onTrouble('heal', error)
    }
    this.#endDisturbing()
    this.healedMs = this.#surroundings.elapsedMs()
  }

  /** A call it acts on begins; the function that is returned must be called once it is over. */
  begin(): () => void {
    this.#applied++
    return this.hold()
  }

  /** As long as something holds it, a number of calls that is used up does not end it: they go on. */
  hold(): () => void {
    this.#underWay++
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      if (--this.#underWay === 0 && this.#isUsedUp()) void this.heal()
    }
  }

  contextAt(site: FaultSite | null, number: number): FaultContext {
    const asked = new Map<string, number>()
    return {
      clock: this.#surroundings.clock,
      signal: this.#healed.signal,
      decide: (label) => {
        const nth = asked.get(label) ?? 0
        asked.set(label, nth + 1)
        return this.#decisions.at(site ?? '', label, number, nth)
      },
      chance: (key) => this.#decisions.chance(key),
      state: <T>(make: () => T) => (this.#kept ??= make()) as T,
      hold: () => this.hold(),
      // Not before `open` has returned what undoes it.
      over: () => queueMicrotask(() => void this.heal()),
      fired: (size) => this.tally.note(site, size, this.#surroundings.elapsedMs()),
    }
  }

  #isUsedUp(): boolean {
    const { until } = this.bound.scheduled
    return until !== null && 'times' in until && this.#applied >= until.times
  }
}
