import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { FaultsMetrics } from '../model/fault-metrics.ts'
import type { FaultEnd, FaultTrigger } from '../model/fault-schedule.ts'
import { ActiveFault } from './active-fault.ts'
import { CallSite, type CallWatch } from './call-site.ts'
import { executedFault } from './executed-fault.ts'
import { firedByKind } from './fired-by-kind.ts'
import type { FaultSite } from './fault.ts'
import type { FaultPoint } from './fault-point.ts'
import type { BoundFault } from './planned-fault.ts'

export interface FaultControllerParts {
  readonly faults: readonly BoundFault[]
  /** All fault points of the target. */
  readonly points: readonly FaultPoint[]
  readonly drawn: FaultsMetrics['drawn']
  readonly seed: number
  readonly clock: Clock
}

/** What takes longer to be undone is left. */
const healLimitMs = 10_000

type Trigger = FaultTrigger | FaultEnd

/** Opens the faults of a run when it is time, and sees to it that each is healed, whatever happens. */
export class FaultController {
  /** What kept faults from being opened or healed, as lines for a person. */
  readonly troubles: string[] = []
  readonly #parts: FaultControllerParts
  readonly #faults: readonly ActiveFault[]
  readonly #watch: CallWatch & { isOn: boolean }
  readonly #cancels: (() => void)[] = []
  readonly #healings = new Set<Promise<void>>()
  readonly #detach: (() => void)[] = []
  /** Some were waited for in vain: nobody waits for them again. */
  #gaveUp = false
  #originMs = 0
  #disturb = (): (() => void) => () => {}
  #operations = 0
  /** Logical places that are still to come. */
  #waiting: { trigger: Trigger; fault: ActiveFault; happen: () => void }[] = []

  constructor(parts: FaultControllerParts) {
    this.#parts = parts
    const { clock, seed } = parts
    this.#faults = parts.faults.map(
      (bound) =>
        new ActiveFault(bound, {
          clock,
          seed,
          elapsedMs: () => clock.now() - this.#originMs,
          disturb: () => this.#disturb(),
          onTrouble: (what, error) => {
            const reason = error instanceof Error ? error.message : String(error)
            this.troubles.push(`fault "${bound.scheduled.id}" failed to ${what}: ${reason}`)
          },
        }),
    )
    this.#watch = {
      isOn: false,
      dead: new WeakSet(),
      called: (at, number, agent, ofAgent) => this.#called(at, number, agent, ofAgent),
    }
  }

  /** Stands in the place of calls. Must come before anything observes them, so that it sees what callers see. Throws where an object is frozen. */
  attach(): void {
    try {
      for (const site of this.#sites()) this.#detach.push(site.attach())
    } catch (error) {
      this.#detachAll()
      throw error
    }
  }

  /** The load begins now. `disturb` is called where a fault holds the thread of the generator, and what it returns afterwards. */
  begin(disturb: () => () => void = this.#disturb): void {
    this.#disturb = disturb
    this.#originMs = this.#parts.clock.now()
    this.#watch.isOn = true
    for (const fault of this.#faults) this.#arm(fault.bound.scheduled.at, fault, () => this.#open(fault))
  }

  /** An iteration is about to begin. */
  operation(): void {
    if (this.#waiting.length > 0)
      this.#pass(({ trigger }) => 'operations' in trigger && trigger.operations <= this.#operations)
    this.#operations++
  }

  /** Ends all faults and waits until what they did is undone. Nothing opens any more. */
  async heal(): Promise<void> {
    this.#watch.isOn = false
    this.#waiting = []
    for (const cancel of this.#cancels.splice(0)) cancel()
    for (const fault of this.#faults) this.#heal(fault)
    if (this.#gaveUp) return
    await new Promise<void>((resolve) => {
      const cancel = setLimit(this.#parts.clock, healLimitMs, () => {
        const isTold = this.#gaveUp
        this.#gaveUp = true
        for (const { id, isHealing } of this.#faults)
          if (isHealing && !isTold)
            this.troubles.push(`fault "${id}" was not healed within ${healLimitMs / 1000} s`)
        resolve()
      })
      void Promise.all(this.#healings).then(() => {
        cancel()
        resolve()
      })
    })
  }

  /** Heals, and takes everything away. */
  async end(): Promise<void> {
    await this.heal()
    this.#detachAll()
  }

  metrics(): FaultsMetrics {
    const schedule = this.#faults.map(executedFault)
    return { drawn: this.#parts.drawn, fired_by_kind: firedByKind(schedule), schedule, recovery: null }
  }

  #sites(): CallSite[] {
    const sites: CallSite[] = []
    const add = (site: FaultSite, point: FaultPoint): void => {
      const here = this.#faults.filter(
        ({ bound }) => bound.point?.value === point.value && bound.sites.includes(site),
      )
      const isThere = sites.some((other) => other.site === site && other.point.value === point.value)
      if (!isThere) sites.push(new CallSite(site, point, here, this.#watch))
    }
    for (const { bound } of this.#faults)
      if (bound.point) for (const site of bound.sites) add(site, bound.point)
    // A dead consumer settles nothing any more, whoever else watches its queue.
    const canDie = this.#faults.some(({ bound }) => bound.sites.includes('consumer.handle'))
    const queues = canDie ? this.#parts.points.filter(({ kinds }) => kinds.includes('queue')) : []
    for (const queue of queues) for (const site of ['queue.ack', 'queue.nack'] as const) add(site, queue)
    for (const [site, name] of this.#triggerSites())
      for (const point of this.#parts.points.filter(({ kinds }) => kinds.some((kind) => kind === name)))
        add(site, point)
    return sites
  }

  /** Sites at which calls are counted for a fault that acts elsewhere. */
  #triggerSites(): [FaultSite, string][] {
    return this.#faults.flatMap(({ bound: { scheduled } }) =>
      [scheduled.at, scheduled.until].flatMap((trigger) => {
        const site = trigger !== null && 'call' in trigger ? trigger.site : undefined
        return site === undefined
          ? []
          : [[site as FaultSite, site.slice(0, site.indexOf('.'))] as [FaultSite, string]]
      }),
    )
  }

  #arm(trigger: Trigger, fault: ActiveFault, happen: () => void): void {
    if ('times' in trigger) return
    if ('ms' in trigger || 'forMs' in trigger) {
      const { clock } = this.#parts
      const leftMs = 'forMs' in trigger ? trigger.forMs : trigger.ms - (clock.now() - this.#originMs)
      if (leftMs <= 0) happen()
      else this.#cancels.push(clock.after(leftMs, happen))
    } else if ('operations' in trigger && trigger.operations <= this.#operations - 1) happen()
    else this.#waiting.push({ trigger, fault, happen })
  }

  #open(fault: ActiveFault): void {
    const { definition, point, scheduled } = fault.bound
    if ('alone' in definition && definition.alone) {
      const other = this.#faults.find(
        (each) =>
          each.state === 'open' &&
          'alone' in each.bound.definition &&
          each.bound.definition.alone &&
          each.bound.point?.value === point?.value,
      )
      if (other) {
        const atMs = Math.round(this.#parts.clock.now() - this.#originMs)
        const when = `at ${atMs} ms, after ${this.#operations} iterations`
        this.troubles.push(
          `fault "${fault.id}" could not open ${when}: "${other.id}" was open on the same point, which bears one at a time; end that before, or let this one open later`,
        )
        return
      }
    }
    fault.open(this.#operations)
    if (scheduled.until !== null) this.#arm(scheduled.until, fault, () => this.#heal(fault))
  }

  #heal(fault: ActiveFault): void {
    const healing = fault.heal()
    this.#healings.add(healing)
    void healing.finally(() => this.#healings.delete(healing))
  }

  #called({ site, point }: CallSite, number: number, agent: string | null, ofAgent: number): void {
    if (this.#waiting.length === 0) return
    this.#pass(({ trigger, fault }) => {
      if (!('call' in trigger)) return false
      if ((trigger.site ?? fault.bound.sites[0]) !== site) return false
      if (trigger.site === undefined && fault.bound.point?.value !== point.value) return false
      if (trigger.agent === undefined) return number >= trigger.call
      return agent === trigger.agent && ofAgent >= trigger.call
    })
  }

  /** What has been reached happens, in the order of the schedule. */
  #pass(isReached: (waiting: { trigger: Trigger; fault: ActiveFault }) => boolean): void {
    // Asked at every call, and mostly for nothing.
    if (!this.#waiting.some(isReached)) return
    const reached = this.#waiting.filter(isReached)
    this.#waiting = this.#waiting.filter((each) => !reached.includes(each))
    for (const { happen } of reached) happen()
  }

  #detachAll(): void {
    for (let undo = this.#detach.pop(); undo; undo = this.#detach.pop()) undo()
  }
}
