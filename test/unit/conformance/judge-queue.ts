import type { QueueBehaviorOptions } from '../../../src/conformance/behavior-options.ts'
import { resolveBehaviorOptions } from '../../../src/conformance/resolve-behavior-options.ts'
import type { BehaviorCase, CaseResult } from '../../../src/conformance/behavior-case.ts'
import { cases } from '../../../src/conformance/cases.ts'
import { runCase } from '../../../src/conformance/run-case.ts'
import { realClock, type Clock } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { MessageQueue } from '../../../src/queue/message-queue.ts'

/** These measure, and wait for nothing. A virtual clock keeps cancelled timers until their time: a leak, as they see it. */
const onRealClock = ['memory', 'throughput']

/** The suite as it is written, or as it is built. */
export interface QueueBehaviorSuite {
  cases: readonly BehaviorCase[]
  runCase: typeof runCase
}

/** What comes of every case, or of those named, on virtual time; `create` is given the clock of its case. */
export async function judgeQueue(
  create: (clock: Clock) => MessageQueue,
  options: QueueBehaviorOptions = {},
  names: readonly string[] = cases.map(({ name }) => name),
  suite: QueueBehaviorSuite = { cases, runCase },
): Promise<Record<string, CaseResult>> {
  const resolved = resolveBehaviorOptions('test', { messages: 40, ...options })
  const results: Record<string, CaseResult> = {}
  for (const behavior of suite.cases.filter(({ name }) => names.includes(name))) {
    const virtual = new VirtualClock()
    const clock = onRealClock.includes(behavior.name) ? realClock : virtual
    const running = suite.runCase(behavior, () => create(clock), resolved, clock)
    results[behavior.name] = await (clock === virtual ? virtual.run(running) : running)
  }
  return results
}
