import { expect, test } from 'vitest'
import { holm } from '../../../src/compare/holm.ts'

test('each is rejected at the level of its step, and what is left stays at the step that ended it', () => {
  expect(holm([0.011, 0.9, 0.001, 0.014], 0.04)).toEqual([
    { rejected: true, level: 0.04 / 3 },
    { rejected: false, level: 0.04 },
    { rejected: true, level: 0.01 },
    { rejected: true, level: 0.02 },
  ])
})

test('the first that is kept keeps those after it', () => {
  expect(holm([0.021, 0.021, 0.021], 0.06)).toEqual(
    Array.from({ length: 3 }, () => ({ rejected: false, level: 0.02 })),
  )
})

test('none of none', () => {
  expect(holm([], 0.05)).toEqual([])
})
