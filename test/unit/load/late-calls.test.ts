// Workloads may return such.
/* oxlint-disable unicorn/no-thenable */
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { ActiveIteration } from '../../../src/load/active-iteration.ts'
import { runLoad } from '../../support/drive.ts'

const load = { executor: 'shared-iterations', iterations: 3, concurrency: 1 }

test('an iteration that has ended stays what it was, although its slot is used again', async () => {
  const given: ActiveIteration[] = []
  await runLoad(load, async (iteration) => void given.push(iteration))
  expect(given.map(({ index }) => index)).toEqual([0, 1, 2])
  expect(given.map(({ signal }) => signal.aborted)).toEqual([false, false, false])
})

test('a late tag is not the next iteration', async () => {
  let last: ActiveIteration | null = null
  const tags: unknown[] = []
  const { sink } = await runLoad(load, async (iteration) => {
    last?.tag('late')
    last = iteration
    iteration.tag(`of-${iteration.index}`)
  })
  for (const { tags: all } of sink.finishes) tags.push(all)
  expect(tags).toEqual([['of-0'], ['of-1'], ['of-2']])
})

test('the signal of an iteration that timed out is aborted, however late it is asked for; of the next it is not', async () => {
  const given: ActiveIteration[] = []
  await runLoad({ ...load, iterationTimeoutMs: 10 }, (iteration, clock) => {
    given.push(iteration)
    return iteration.index === 0 ? new Promise<void>((resolve) => clock.after(500, resolve)) : undefined
  })
  expect(given.map(({ signal }) => signal.aborted)).toEqual([true, false, false])
  expect(given[0]!.signal.reason).toMatchObject({ name: 'IterationTimeoutError' })
  expect(given[0]!.signal).toBe(given[0]!.signal)
})

test('an iteration can be written down, as JSON and as a copy', async () => {
  const given: ActiveIteration[] = []
  await runLoad(load, (iteration) => void given.push(iteration))
  expect(JSON.parse(JSON.stringify(given[1]))).toMatchObject({ index: 1, userIndex: 0, phase: 'steady' })
  expect(structuredClone(given[1])).toMatchObject({ index: 1 })
  expect(inspect(given[1])).not.toContain('slot')
})

test.each([
  ['a value', () => 5, []],
  ['an object with a `then`', () => ({ then: (done: () => void) => done() }), []],
  [
    'one whose `then` rejects',
    () => ({ then: (_: unknown, no: (e: unknown) => void) => no('no') }),
    ['no', 'no', 'no'],
  ],
  ['a promise with a `then` of its own', () => Object.assign(Promise.resolve(), { then: () => {} }), []],
  [
    'something thrown at once',
    () => {
      throw 'at once'
    },
    ['at once', 'at once', 'at once'],
  ],
])('a workload may return %s', async (_, workload, failures) => {
  const { sink } = await runLoad(load, workload)
  expect(sink.finishes.length).toBe(3)
  expect(sink.failures).toEqual(failures)
})
