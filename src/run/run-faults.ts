import { bindFault } from '../chaos/bind-fault.ts'
import { drawSchedule } from '../chaos/draw-schedule.ts'
import { FaultController } from '../chaos/fault-controller.ts'
import type { FaultDefinition } from '../chaos/fault.ts'
import type { FaultPoint } from '../chaos/fault-point.ts'
import { faults as known } from '../chaos/faults.ts'
import { needsRealTime } from '../chaos/needs-real-time.ts'
import { findFaultPoints } from '../chaos/find-fault-points.ts'
import type { BoundFault, PlannedFault } from '../chaos/planned-fault.ts'
import type { Clock } from '../foundation/clock.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { longestMs } from '../foundation/schema.ts'
import type { WorkloadCaller } from '../load/workload-caller.ts'
import type { FaultsMetrics } from '../model/fault-metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Observation } from '../observe/observe.ts'
import { describeError } from './describe-error.ts'
import { RecoveryPhases, type SeenPhases } from './recovery-phases.ts'
import { timeForFaults } from './time-for-faults.ts'

const definitions: readonly FaultDefinition[] = known

/** What goes wrong on purpose in one run; nothing at all where the scenario names no faults. */
export class RunFaults {
  /** null: recovery is not judged. */
  readonly phases: RecoveryPhases | null
  readonly #scenario: Scenario
  readonly #clock: Clock
  #controller: FaultController | null = null

  constructor(scenario: Scenario, clock: Clock) {
    this.#scenario = scenario
    this.#clock = clock
    this.phases = scenario.recovery && new RecoveryPhases(scenario.recovery, clock)
  }

  /** Finds what the faults act on, and stands there; what is wrong, as lines for a person, where that cannot be. */
  prepare(target: unknown, observed: unknown): string | null {
    const { faults, chaos, drawn: drawnBefore, faultPoints, seed } = this.#scenario
    if (faults.length === 0 && chaos === null) return null
    try {
      const points = findFaultPoints([target, observed], namedBy(faultPoints?.(target)))
      const drawn = chaos && this.#draw(points)
      const planned = (drawn?.planned ?? faults) as readonly PlannedFault[]
      const controller = new FaultController({
        faults: bindAll(planned, points),
        points,
        drawn: chaos ? { ...chaos, kinds: drawn!.kinds } : (drawnBefore ?? null),
        seed,
        clock: this.#clock,
      })
      controller.attach()
      this.#controller = controller
      return null
    } catch (error) {
      return error instanceof InputError ? error.message : `faultPoints failed: ${describeError(error)}`
    }
  }

  /** Counts iterations as they begin. */
  around(caller: WorkloadCaller): WorkloadCaller {
    const controller = this.#controller
    if (controller === null) return caller
    return {
      call(slot) {
        controller.operation()
        return caller.call(slot)
      },
    }
  }

  /**
   * Opens what is to be open from the start. In virtual time a load that waits for what was lost is not stuck: its timeouts
   * come. Returns what must be called when it is over, whether it came to its planned end or not. `disturb`: see
   * `FaultController.begin`.
   */
  begin(disturb: () => () => void): (isWhole: boolean) => void {
    if (this.#controller === null) return () => {}
    this.#controller.begin(disturb)
    this.phases?.begin(() => this.heal())
    const letTimeRest = this.#clock.after(longestMs, () => {})
    return (isWhole) => {
      this.phases?.end(isWhole)
      letTimeRest()
    }
  }

  async heal(): Promise<void> {
    await this.#controller?.heal()
  }

  /** Heals, and leaves the target as it was. */
  async end(): Promise<void> {
    await this.#controller?.end()
  }

  get troubles(): readonly string[] {
    return this.#controller?.troubles ?? []
  }

  /** Before the load: by what is observed it can be told who gets nothing. */
  observing(observation: Observation | null): this {
    this.phases?.observe(observation)
    return this
  }

  seen(): { faults: FaultsMetrics | null; phases: SeenPhases | null } {
    return { faults: this.#controller?.metrics() ?? null, phases: this.phases?.seen() ?? null }
  }

  #draw(points: readonly FaultPoint[]): { planned: PlannedFault[]; kinds: string[] } {
    const { chaos, seed, virtualLimitMs } = this.#scenario
    const named = chaos!.kinds
    const candidates = definitions.filter((definition) => {
      if (named !== null) return named.includes(definition.kind)
      const actsOnProcess = 'point' in definition && definition.point === null
      return (
        definition.kind !== 'no-op' &&
        !definition.unsurvivable &&
        !actsOnProcess &&
        !(virtualLimitMs !== null && needsRealTime(definition)) &&
        isThere(definition, points)
      )
    })
    if (named !== null) bindAll(candidates.map(plainly), points, (index) => `chaos.kinds[${index}]`)
    if (candidates.length === 0) {
      const expected =
        'a target with something that faults can act on: a processor or queue of the kit, or `faultPoints`'
      throw new InputError('chaos', [{ path: 'chaos', expected, got: 'a target without any' }])
    }
    const planned = drawSchedule(chaos!, candidates, timeForFaults(this.#scenario), seed)
    return { planned, kinds: candidates.map(({ kind }) => kind) }
  }
}

/** What `faultPoints` returned, if it is there. A promise would be an object without names. */
function namedBy(points: unknown = {}): Readonly<Record<string, unknown>> {
  const isOne = typeof points === 'object' && points !== null && !Array.isArray(points)
  if (isOne && !('then' in points)) return points as Record<string, unknown>
  const path = 'faultPoints'
  const got = `one that returns ${points instanceof Promise ? 'a promise' : renderValue(points)}`
  throw new InputError('what faults act on', [
    { path, expected: 'a function that returns an object at once', got },
  ])
}

function isThere(definition: FaultDefinition, points: readonly FaultPoint[]): boolean {
  return 'fault' in bindFault(plainly(definition), points, '')
}

/** A fault with nothing said of it. */
function plainly(definition: FaultDefinition): PlannedFault {
  const { kind } = definition
  const scheduled = {
    id: kind,
    kind,
    on: null,
    at: { ms: 0 },
    until: null,
    probability: 1,
    where: {},
    sites: [],
  }
  return { definition, scheduled: { ...scheduled, parameters: {} } }
}

/** Throws an `InputError` with all that do not fit the target. */
function bindAll(
  planned: readonly PlannedFault[],
  points: readonly FaultPoint[],
  pathOf: (index: number) => string = (index) => `faults[${index}]`,
): BoundFault[] {
  const problems: Problem[] = []
  const bound = planned.flatMap((fault, index) => {
    const one = bindFault(fault, points, pathOf(index))
    if ('fault' in one) return one.fault
    problems.push(one.problem)
    return []
  })
  if (problems.length > 0) throw new InputError('what faults act on', problems)
  return bound
}
