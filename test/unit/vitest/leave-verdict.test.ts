import { expect, test } from 'vitest'
import { leaveVerdict } from '../../../src/vitest/leave-verdict.ts'
import type { TestTask } from '../../../src/vitest/test-task.ts'
import { metricsOf } from '../../support/metrics.ts'

const taskWith = (annotate: (text: string, type: string) => unknown) =>
  ({ context: { annotate } }) as unknown as TestTask

test('the annotation has no place: Vitest, which reads it from the stack, finds none', async () => {
  const { stackTraceLimit } = Error
  const seen: unknown[] = []
  const task = taskWith((text, type) => seen.push([text, type, new Error('place').stack]))
  await leaveVerdict(task, metricsOf())
  expect(seen).toEqual([['pass, 0 done', 'stress', 'Error: place']])
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
})

test('a test that is over takes none, and that is no error', async () => {
  const { stackTraceLimit } = Error
  const thrown = taskWith(() => {
    throw new Error('Cannot annotate tests outside of the test run.')
  })
  await expect(leaveVerdict(thrown, metricsOf())).resolves.toBeUndefined()
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
  const rejected = taskWith(() => Promise.reject(new Error('closed')))
  await expect(leaveVerdict(rejected, metricsOf())).resolves.toBeUndefined()
})
