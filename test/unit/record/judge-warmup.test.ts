import { expect, test } from 'vitest'
import { judgeWarmup } from '../../../src/record/judge-warmup.ts'

const levels = (...parts: [count: number, value: number | null][]): (number | null)[] =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => value))
const remedy = '. Make the load longer, or give warmupMs in milliseconds'

test.each<[string, (number | null)[], number, string | null]>([
  ['steady', levels([40, 5]), 0, null],
  ['a warm-up', levels([4, 20], [36, 5]), 4, null],
  ['a warm-up of half of it', levels([20, 20], [20, 5]), 20, null],
  [
    'a warm-up that fades',
    [...Array.from({ length: 20 }, (_, at) => 100 - 3 * at), ...levels([20, 5])],
    20,
    null,
  ],
  [
    'a warm-up of more',
    levels([24, 20], [16, 5]),
    0,
    `the load was slower for more than half of its time${remedy}`,
  ],
  [
    'too few iterations',
    levels([19, 5], [21, null]),
    0,
    `iterations began in only 19 of 40 slices of the load, and it takes 20 to tell${remedy}`,
  ],
  [
    'a line that grows',
    Array.from({ length: 40 }, (_, at) => 10 + 10 * at),
    0,
    'response times rose to the end, 2.9 times from half to half, as under a load above what the target can take. Lower the load, or see what the target piles up',
  ],
  [
    'a target that gets warmer all the time',
    Array.from({ length: 40 }, (_, at) => 100 * 0.95 ** at),
    0,
    `response times fell to the end, 2.8 times from half to half${remedy}`,
  ],
])('%s', (_, medians, slices, problem) => {
  const text = problem && `warmupMs: 'auto' found no steady state: ${problem}`
  expect(judgeWarmup(medians)).toEqual({ slices, problem: text })
})
