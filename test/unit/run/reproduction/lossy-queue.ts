import { runTwice } from '../../../../src/run/run-twice.ts'
import { sleep } from '../../../../src/foundation/clock.ts'
import type { RunClock } from '../../../../src/foundation/run-clock.ts'
import type { Iteration } from '../../../../src/model/iteration.ts'
import type { RunOutcome, RunRequest } from '../../../../src/run/run-request.ts'
import { agentMessages, InMemoryMessageQueue, type Message } from '../../../../src/queue.ts'
import { identity, scenarioOf } from '../../../support/virtual-run.ts'

interface Given {
  target: InMemoryMessageQueue
  iteration: Iteration<Message, Message>
  clock: RunClock
}

/** A bare queue under faults: each iteration brings a message in, takes one, and acks it after a while. */
export const lossy: Record<string, unknown> = {
  time: 'virtual',
  load: { executor: 'per-agent-iterations', agents: 2, iterations: 8 },
  data: agentMessages({ agents: 2, mix: { direct: 1 } }),
  target: ({ clock }: { clock: RunClock }) => new InMemoryMessageQueue({ clock, leaseMs: 50 }),
  guarantees: ['atLeastOnce'],
  budgets: { successRate: { min: 0 } },
  faults: [
    { kind: 'ack-late', at: { call: 2 } },
    { kind: 'drop', on: 'queue', at: { call: 5 } },
  ],
}

export const passAlong = async (
  { target, iteration, clock }: Given,
  ms: () => number = () => 1,
): Promise<void> => {
  await target.enqueue(iteration.message)
  const lease = target.take()
  if (lease === null) return
  await sleep(clock, ms())
  target.ack(lease)
}

export function requestOf(
  options: Record<string, unknown> = lossy,
  workload: (given: Given) => unknown = (given) => passAlong(given),
): RunRequest {
  return {
    scenario: scenarioOf(options),
    identity: { ...identity, seed: scenarioOf(options).seed },
    workload: workload as (context: object) => unknown,
    testContext: {},
    signal: null,
    onProgress: () => {},
  }
}

export const runLossy = (...given: Parameters<typeof requestOf>): Promise<RunOutcome> =>
  runTwice(requestOf(...given))
