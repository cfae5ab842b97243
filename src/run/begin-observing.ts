import type { Clock } from '../foundation/clock.ts'
import type { Scenario } from '../model/scenario.ts'
import { observe, type Observation } from '../observe/observe.ts'
import { describeError } from './describe-error.ts'

export type Seen = { observation: Observation | null; observed: unknown } | { problem: string }

/** Begins to watch what the scenario points at; a problem where that cannot be, or guarantees have nothing to be judged on. */
export function beginObserving(
  scenario: Scenario,
  target: unknown,
  clock: Clock,
  /** What must happen before anything is observed; says what is wrong, where that cannot be. */
  prepare: (observed: unknown) => string | null,
): Seen {
  const { guarantees, historyOperations } = scenario
  try {
    const observed = target === undefined ? undefined : scenario.observe(target)
    const problem = prepare(observed)
    if (problem !== null) return { problem }
    const settings = { now: clock.now, maxOperations: historyOperations }
    const observation = observe(observed, target, settings)
    if (observation === null && guarantees !== null) {
      const names = guarantees.map(({ label }) => label).join(', ')
      return {
        problem: `${names}: nothing to account deliveries on; build a MessageQueueProcessor or a MessageQueue as target, or point \`observe\` at one, or at { send, onMessage, idOf }`,
      }
    }
    return { observation, observed }
  } catch (error) {
    return { problem: `observe failed: ${describeError(error)}` }
  }
}
