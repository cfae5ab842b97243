import type { Clock } from '../foundation/clock.ts'
import { runClockOn } from '../foundation/run-clock.ts'
import { agentsOfScenario } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { onlyWorker } from '../model/workers.ts'
import { callHook } from './call-hook.ts'
import { describeError } from './describe-error.ts'
import { UserStates } from './user-states.ts'
import type { WorkerRole } from './worker-role.ts'

/** What a scenario prepares before its load, and clears away after it: `setup`, the virtual users, `teardown`. */
export class Stage {
  /** What `setup` returned. */
  setup: unknown = undefined
  users: UserStates
  readonly #scenario: Scenario
  readonly #target: unknown
  readonly #clock: Clock
  readonly #worker: WorkerRole | null

  constructor(scenario: Scenario, target: unknown, clock: Clock, worker: WorkerRole | null = null) {
    this.#worker = worker
    this.#scenario = scenario
    this.#target = target
    this.#clock = clock
    this.users = new UserStates(scenario, clock, target, undefined)
  }

  /** What failed, as lines for a person; the load must not begin then, and `close` is still due. */
  async open(signal: AbortSignal): Promise<string[]> {
    const { setup, seed, hookTimeoutMs } = this.#scenario
    const agents = this.#worker?.agents ?? agentsOfScenario(this.#scenario)
    const worker = this.#worker?.place ?? onlyWorker
    const clock = runClockOn(this.#clock)
    const context = { target: this.#target, agents, seed, clock, worker, signal }
    if (setup !== null) {
      try {
        const limits = { clock: this.#clock, timeoutMs: hookTimeoutMs, signal }
        this.setup = await callHook(() => setup(context), limits)
      } catch (error) {
        return [`setup failed: ${describeError(error)}`]
      }
    }
    this.users = new UserStates(this.#scenario, this.#clock, this.#target, this.setup)
    return this.users.open(signal)
  }

  /** Each part, whether the one before failed or not; what failed, as lines for a person. */
  async close(): Promise<string[]> {
    const { teardown, seed, hookTimeoutMs } = this.#scenario
    const problems = await this.users.close()
    if (teardown === null) return problems
    const agents = this.#worker?.agents ?? agentsOfScenario(this.#scenario)
    const worker = this.#worker?.place ?? onlyWorker
    try {
      const clock = runClockOn(this.#clock)
      const context = { target: this.#target, setup: this.setup, agents, seed, clock, worker }
      await callHook(() => teardown(context), { clock: this.#clock, timeoutMs: hookTimeoutMs })
    } catch (error) {
      problems.push(`teardown failed: ${describeError(error)}`)
    }
    return problems
  }
}
