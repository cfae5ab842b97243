import { test } from 'vitest'
import type { BehaviorCase } from '../conformance/behavior-case.ts'
import type { ResolvedBehaviorOptions } from '../conformance/behavior-options.ts'
import type { QueueFactory } from '../conformance/queue-factory.ts'
import { runCase } from '../conformance/run-case.ts'
import { realClock } from '../foundation/clock.ts'
import { InputError } from '../foundation/problem.ts'
import { leaveBehavior } from './leave-behavior.ts'
import { pointTo } from './point-to.ts'
import { QueueBehaviorFailure } from './queue-behavior-failure.ts'

interface Given {
  factory: QueueFactory
  options: ResolvedBehaviorOptions
  callSite: string | null
}

/** A case ends by itself at its limit. Vitest's own limit comes later: it knows less about why. */
const graceMs = 5_000

/** Registers one case as a test. It runs once and alone: a second try would hide what fails now and then. */
export function testCase(behavior: BehaviorCase, { factory, options, callSite }: Given): void {
  const settings = { timeout: options.timeoutMs + graceMs, retry: 0, repeats: 0, concurrent: false }
  test(behavior.name, settings, async (context) => {
    const result = await runCase(behavior, factory, options, realClock).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error
      leaveBehavior(context.task, { problems: error.problems })
      throw pointTo(error, callSite)
    })
    leaveBehavior(context.task, { result })
    const { status, detail } = result
    if (status === 'not-claimed') context.skip(`not claimed: ${detail}`)
    if (status === 'kept' && detail !== '') await context.annotate(detail, 'measured')
    const expected = options.knownViolations.includes(behavior.name) ? 'violated' : 'kept'
    if (status !== expected) throw pointTo(new QueueBehaviorFailure(behavior, result), callSite)
    if (status === 'violated') await context.annotate(detail, 'known violation')
    // Where the config asks for assertions, a test without any fails.
    context.expect(status).toBe(expected)
  })
}
