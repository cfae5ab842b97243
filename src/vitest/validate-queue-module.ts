import { test } from 'vitest'
import type { QueueBehaviorOptions } from '../conformance/behavior-options.ts'
import type { QueueFactory } from '../conformance/queue-factory.ts'
import { checkBehaviorOptions } from '../conformance/resolve-behavior-options.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check, text } from '../foundation/schema.ts'
import { describeQueueBehavior } from './describe-queue-behavior.ts'
import { leaveBehavior } from './leave-behavior.ts'

/** Registers the tests of `vitest-stress validate-queue`; `exports` are those of the user's module. */
export function validateQueueModule(path: string, exports: Readonly<Record<string, unknown>>): void {
  const { default: made, createQueue, name = path, options = {} } = exports
  const factory = made ?? createQueue
  const problems = problemsOf({ factory, name, options })
  if (problems.length === 0) {
    describeQueueBehavior(name as string, factory as QueueFactory, options as QueueBehaviorOptions)
    return
  }
  test('module', ({ task }) => {
    leaveBehavior(task, { problems })
    throw new InputError(path, problems)
  })
}

function problemsOf({ factory, name, options }: Record<'factory' | 'name' | 'options', unknown>): Problem[] {
  const problems: Problem[] = []
  if (typeof factory !== 'function')
    problems.push({
      path: 'default export (or createQueue)',
      expected: 'a function that makes a queue',
      got: renderValue(factory),
    })
  for (const checked of [check(text(), name, 'name'), checkBehaviorOptions(options, 'options')])
    if (!checked.ok) problems.push(...checked.problems)
  return problems
}
