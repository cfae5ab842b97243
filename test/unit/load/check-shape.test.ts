import { expect, test } from 'vitest'
import { checkShape } from '../../../src/load/check-shape.ts'
import { defineExecutor } from '../../../src/load/executor.ts'

const problemsOf = (shape: unknown): [string, string][] => {
  const executor = defineExecutor({
    name: 'mine',
    summary: 'one of my own',
    model: 'closed',
    fields: {},
    shape: () => shape as never,
  })
  return checkShape(executor, shape).map(({ path, expected }) => [path, expected])
}
const place = 'load: shape() of executor "mine".users'
const segment = { durationMs: 100, fromUsers: 0, toUsers: 5 }

test('a closed shape may be users over time', () => {
  expect(problemsOf({ model: 'closed', users: [segment] })).toEqual([])
})

test.each<[string, unknown, [string, string][]]>([
  ['no segments', [], [[place, 'a segment that lasts longer than 0 ms']]],
  ['no length', [{ ...segment, durationMs: 0 }], [[place, 'a segment that lasts longer than 0 ms']]],
  [
    'half a user, fewer than none, and a time that is no number',
    [
      { ...segment, fromUsers: 0.5, toUsers: -1 },
      { ...segment, durationMs: Number.NaN },
    ],
    [
      [`${place}[0].fromUsers`, 'a whole number of users, 0 or more'],
      [`${place}[0].toUsers`, 'a whole number of users, 0 or more'],
      [`${place}[1].durationMs`, 'a finite number of milliseconds, 0 or more'],
    ],
  ],
])('%s is told as a problem', (_, users, problems) => {
  expect(problemsOf({ model: 'closed', users })).toEqual(problems)
})
