import type { Clock } from '../foundation/clock.ts'
import { runClockOn, type RunClock } from '../foundation/run-clock.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import type { Scenario, UserContext } from '../model/scenario.ts'
import { callHook } from './call-hook.ts'
import { describeError } from './describe-error.ts'

type WhoComes = Pick<UserContext<unknown, unknown>, 'load' | 'userIndex' | 'agent'>

/** This many are prepared at the same time. */
const atOnce = 50
/** Failures told one by one; the rest is counted. */
const mostTold = 5

/**
 * The virtual users of a run, each with what `beforeEachUser` returned for it. All are prepared before the load, those of
 * a ramp too: what preparing costs is in nobody's latency.
 */
export class UserStates {
  readonly #scenario: Scenario
  readonly #clock: Clock
  readonly #common: { target: unknown; setup: unknown; seed: number; clock: RunClock }
  readonly #states = new Map<string | null, unknown[]>()
  readonly #ready: WhoComes[] = []

  constructor(scenario: Scenario, clock: Clock, target: unknown, setup: unknown) {
    this.#scenario = scenario
    this.#clock = clock
    this.#common = { target, setup, seed: scenario.seed, clock: runClockOn(clock) }
  }

  of({ load, userIndex }: Pick<WhoComes, 'load' | 'userIndex'>): unknown {
    return this.#states.get(load)?.[userIndex]
  }

  /** Prepares all; what failed, as lines for a person. After a failure no more are begun. */
  async open(signal: AbortSignal): Promise<string[]> {
    const { beforeEachUser, afterEachUser, hookTimeoutMs } = this.#scenario
    if (beforeEachUser === null && afterEachUser === null) return []
    const users = this.#scenario.loads.flatMap(({ name, plan }) => usersOf(name, plan))
    for (const { name } of this.#scenario.loads) this.#states.set(name, [])
    const limits = { clock: this.#clock, timeoutMs: hookTimeoutMs, signal }
    return forEach(users, 'beforeEachUser', async (who) => {
      const context = { ...this.#common, ...who, signal }
      const state = beforeEachUser && (await callHook(() => beforeEachUser(context), limits))
      this.#states.get(who.load)![who.userIndex] = state
      this.#ready.push(who)
    })
  }

  /** Says good-bye to all that were prepared; what failed, as lines for a person. */
  async close(): Promise<string[]> {
    const { afterEachUser, hookTimeoutMs } = this.#scenario
    if (afterEachUser === null) return []
    const limits = { clock: this.#clock, timeoutMs: hookTimeoutMs }
    return forEach(this.#ready, 'afterEachUser', async (who) => {
      const user = this.#states.get(who.load)![who.userIndex]
      await callHook(() => afterEachUser({ ...this.#common, ...who, user }), limits)
    })
  }
}

/** In an open load, users are the slots that iterations run in. */
function usersOf(load: string | null, plan: LoadPlan): WhoComes[] {
  const count = plan.model === 'open' ? plan.maxInFlight : plan.groups * plan.usersPerGroup
  const ownAgent = plan.model === 'closed' && plan.groups === plan.agents.length
  return Array.from({ length: count }, (_, userIndex) => {
    const agent = ownAgent ? plan.agents[userIndex % plan.groups]! : null
    return { load, userIndex, agent }
  })
}

async function forEach(
  users: readonly WhoComes[],
  hook: 'beforeEachUser' | 'afterEachUser',
  work: (who: WhoComes) => Promise<void>,
): Promise<string[]> {
  const failures: string[] = []
  let next = 0
  const stopped = (): boolean => hook === 'beforeEachUser' && failures.length > 0
  const take = async (): Promise<void> => {
    while (next < users.length && !stopped()) {
      const who = users[next++]!
      await work(who).catch((error: unknown) => {
        failures.push(`${hook} failed for user ${nameOf(who)}: ${describeError(error)}`)
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, users.length) }, take))
  const more = failures.length - mostTold
  return more > 0
    ? [...failures.slice(0, mostTold), `${hook} failed for ${more} more ${more === 1 ? 'user' : 'users'}`]
    : failures
}

function nameOf({ load, userIndex, agent }: WhoComes): string {
  const where = [load, agent].filter((name) => name !== null).join(', ')
  return `${userIndex}${where === '' ? '' : ` (${where})`}`
}
