import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const options = {
  load: { executor: 'shared-iterations', iterations: 6, concurrency: 2, agents: 3 },
  data: dataFrom(['a', 'b', 'c', 'd', 'e', 'f']),
}

test('a context that is kept, and first looked at when the run is over, still leads to its own iteration', async () => {
  const kept: { iteration: { index: number; agent: string | null; data: unknown; startedMs: number } }[] = []
  await runVirtually(options, async (context) => {
    kept.push(context)
    await context.wait(10)
  })
  const seen = kept.map(({ iteration }) => iteration)
  expect(seen.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
  expect(seen.map(({ data }) => data)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(seen.map(({ agent }) => agent)).toEqual([1, 2, 3, 1, 2, 3].map((agent) => `Agent-${agent}`))
  expect(seen.map(({ startedMs }) => startedMs)).toEqual([0, 0, 10, 10, 20, 20])
})

test('what is left of a context, when its target is taken out of it, has its iteration', async () => {
  const indices: unknown[] = []
  await runVirtually(options, async (context) => {
    const { target, ...rest } = Object.getPrototypeOf(context) as typeof context
    indices.push([target, rest.iteration.index])
  })
  expect(indices).toEqual([0, 1, 2, 3, 4, 5].map((index) => [undefined, index]))
})
