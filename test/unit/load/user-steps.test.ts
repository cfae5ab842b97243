import { expect, test } from 'vitest'
import { userSteps } from '../../../src/load/user-steps.ts'

const segment = (durationMs: number, fromUsers: number, toUsers: number) => ({
  durationMs,
  fromUsers,
  toUsers,
})
const stepsOf = (...segments: ReturnType<typeof segment>[]): [number, number][] =>
  [...userSteps(segments)].map(({ atMs, users }) => [atMs, users])

test('a rise is at the nearest whole number, half-way between two', () => {
  expect(stepsOf(segment(1000, 0, 4))).toEqual([
    [125, 1],
    [375, 2],
    [625, 3],
    [875, 4],
  ])
})

test('a fall mirrors a rise', () => {
  expect(stepsOf(segment(1000, 4, 0))).toEqual([
    [0, 4],
    [125, 3],
    [375, 2],
    [625, 1],
    [875, 0],
  ])
})

test('a plateau changes nothing', () => {
  expect(stepsOf(segment(1000, 2, 2), segment(500, 2, 2))).toEqual([[0, 2]])
})

test('where one segment does not begin as the last one ended, the number jumps', () => {
  expect(stepsOf(segment(100, 1, 1), segment(100, 7, 7), segment(100, 0, 0))).toEqual([
    [0, 1],
    [100, 7],
    [200, 0],
  ])
})

test('segments of no length are none', () => {
  expect(stepsOf(segment(0, 0, 50), segment(100, 50, 50), segment(0, 50, 0))).toEqual([[0, 50]])
})

test('a million users are not written down beforehand', () => {
  const steps = userSteps([segment(1e9, 0, 1e6)])
  expect(steps.next().value).toEqual({ atMs: 500, users: 1 })
})
