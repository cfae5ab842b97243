import { describe, test } from 'vitest'
import { coreCases } from '../conformance/core-cases.ts'
import type { CoreFactory } from '../conformance/core-factory.ts'
import { coreOptionsSchema, type MessagingCoreOptions } from '../conformance/core-options.ts'
import { runCoreCase } from '../conformance/run-core-case.ts'
import { realClock } from '../foundation/clock.ts'
import { InputError } from '../foundation/problem.ts'
import { check } from '../foundation/schema.ts'
import { captureCallSite } from './call-site.ts'
import { pointTo } from './point-to.ts'
import { QueueBehaviorFailure } from './queue-behavior-failure.ts'

/** A case ends by itself: each send has a limit, and so have its arrivals. */
const longestCases = 100

/**
 * Registers tests that hold a messaging core to its contract, by what it does and not by the names of its methods: one
 * `describe`, one test a case. `factory` makes a new core for each, with empty inboxes. Run it on the mock and on the real
 * core: what passes for both may stand in for each other. Where nothing tells what arrived, the tests fail.
 */
export function describeMessagingCore(
  name: string,
  factory: CoreFactory,
  options: MessagingCoreOptions = {},
): void {
  const callSite = captureCallSite()
  describe(name, () => {
    const checked = check(coreOptionsSchema, options, '')
    if (!checked.ok) {
      const error = new InputError(`describeMessagingCore(${JSON.stringify(name)})`, checked.problems)
      // Thrown here it would take the whole file down.
      test('options', () => Promise.reject(pointTo(error, callSite)))
      return
    }
    const settings = {
      timeout: longestCases * checked.value.timeoutMs,
      retry: 0,
      repeats: 0,
      concurrent: false,
    }
    for (const each of coreCases) {
      test(each.name, settings, async ({ expect }) => {
        const result = await runCoreCase(each, factory, checked.value, realClock).catch((error: Error) => {
          throw error instanceof InputError ? pointTo(error, callSite) : error
        })
        if (result.status !== 'kept') throw pointTo(new QueueBehaviorFailure(each, result), callSite)
        // Where the config asks for assertions, a test without any fails.
        expect(result.status).toBe('kept')
      })
    }
  })
}
