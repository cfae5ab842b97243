import { expect, test } from 'vitest'
import { depthOf } from '../../../src/observe/depth.ts'

test.each([
  ['a number of its own', { depth: 3, size: 5 }, 3],
  ['what waits and what is leased', { size: 2, inFlight: 1 }, 3],
  ['what waits, of what is drained', { size: 2, drain: () => {} }, 2],
  ['what waits, of what tells of messages', { size: 2, onMessage: () => {} }, 2],
  ['a map', new Map([[1, 1]]), null],
  ['a service that has a size', { size: 10, send: () => {} }, null],
  ['no number', { depth: Number.NaN }, null],
  ['nothing', null, null],
])('%s', (_, observed, depth) => {
  expect(depthOf(observed)).toBe(depth)
})
