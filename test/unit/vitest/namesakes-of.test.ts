import { expect, test } from 'vitest'
import { namesakesOf } from '../../../src/vitest/namesakes-of.ts'

type Task = Parameters<typeof namesakesOf>[0]

const declared = { stress: { declared: true } }
let tests = 0
const named = (fullTestName: string, more: object = {}) => ({
  id: String(++tests),
  type: 'test',
  mode: 'run',
  fullTestName,
  meta: declared,
  ...more,
})

test('are other tests of the same full name, however deep, that run and are of the same sort', () => {
  const [one, other] = [named('a > b'), named('a > b')]
  const tasks = [
    { type: 'suite', tasks: [one, named('a > c'), { type: 'suite', tasks: [named('a > d')] }] },
    { type: 'suite', tasks: [{ type: 'suite', tasks: [other] }] },
    named('a > b', { mode: 'skip' }),
    named('a > b', { meta: {} }),
  ]
  const count = (task: object): number => namesakesOf({ ...task, file: { tasks } } as unknown as Task)
  expect([one, other, named('a > c', { id: '3' }), tasks[3]!].map(count)).toEqual([1, 1, 0, 0])
})
