import { describe, test } from 'vitest'
import type { QueueBehaviorOptions } from '../conformance/behavior-options.ts'
import { cases } from '../conformance/cases.ts'
import type { QueueFactory } from '../conformance/queue-factory.ts'
import { resolveBehaviorOptions } from '../conformance/resolve-behavior-options.ts'
import { captureCallSite } from './call-site.ts'
import { pointTo } from './point-to.ts'
import { testCase } from './test-case.ts'

/**
 * Registers tests that hold a queue to what its `capabilities` claim: one `describe`, one test a case. `factory` makes a
 * new, empty queue for each; it is closed afterwards. What the queue does not claim is skipped with the reason, what is
 * claimed and cannot be told fails, and `knownViolations` pass only while they are violated. Options that make no sense fail as a test of their own, with every problem.
 */
export function describeQueueBehavior(
  name: string,
  factory: QueueFactory,
  options: QueueBehaviorOptions = {},
): void {
  const callSite = captureCallSite()
  describe(name, () => {
    let resolved
    try {
      resolved = resolveBehaviorOptions(`describeQueueBehavior(${JSON.stringify(name)})`, options)
    } catch (error) {
      // Thrown here it would take the whole file down.
      test('options', () => Promise.reject(pointTo(error as Error, callSite)))
      return
    }
    for (const behavior of cases) testCase(behavior, { factory, options: resolved, callSite })
  })
}
