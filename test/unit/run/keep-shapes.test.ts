import { queryObjects } from 'node:v8'
import { expect, test } from 'vitest'
import { ClosedLoop } from '../../../src/load/closed-loop.ts'
import { contextClass } from '../../../src/run/context-class.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 50, concurrency: 20, agents: 9 }
/** Not more of them: to count them takes a while. */
const shapes = [ClosedLoop, contextClass({}, ['clock'])] as unknown as readonly (new () => unknown)[]

/** How many there are when all garbage is collected. */
const left = (): number[] => shapes.map((shape) => queryObjects(shape, { format: 'count' }))

test('of what a load is driven with there is still one when a run is over, and not more with each run', async () => {
  await runVirtually({ load }, () => {})
  const once = left()
  for (const [at, count] of once.entries()) expect(count, shapes[at]!.name).toBeGreaterThan(0)
  await runVirtually({ load }, () => {})
  expect(left()).toEqual(once)
})

test('what is kept is not what has run: a target can be collected', async () => {
  class Target {
    readonly name = 'target'
  }
  await runVirtually({ load, target: () => new Target() }, () => {})
  // Of the other model: what is kept of the first stays.
  const other = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 100 }
  await runVirtually({ load: other }, () => {})
  expect(queryObjects(Target, { format: 'count' })).toBe(0)
})

test('a class of contexts that is kept keeps nothing of the test that it was made for', () => {
  class Given {
    readonly onlyHere = 'a fixture'
  }
  expect('onlyHere' in contextClass(new Given(), []).prototype).toBe(true)
  expect(queryObjects(Given, { format: 'count' })).toBe(0)
})
