import { expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { outsideProblems } from '../../../src/vitest/outside-problems.ts'

type Modules = Parameters<typeof outsideProblems>[0]

const wrong = [
  { path: 'isolation', expected: '"sealed"', got: '"seald"' },
  { path: 'load', expected: 'a load', got: 'nothing' },
]

test.each<[string, string, string]>([
  ['the first line of what was thrown', 'no such file\n  at a.ts', 'no such file'],
  [
    'all that is wrong with what was written',
    new InputError('a.stress.ts', wrong).message,
    'a.stress.ts: 2 problems: isolation: expected "sealed", got "seald"; load: expected a load, got nothing',
  ],
  ['at most so much of it', `a: 1 problem\n${'x'.repeat(2_000)}`, `a: 1 problem: ${'x'.repeat(1_000)}`],
])('a file that could not be loaded: %s', (_, message, told) => {
  const module = {
    meta: () => ({}),
    moduleId: '/project/a.stress.ts',
    project: { config: { root: '/project' } },
    children: { allSuites: () => [], allTests: () => [] },
    errors: () => [{ message }],
  }
  expect(outsideProblems([module] as unknown as Modules, [], () => true)).toEqual([
    `a.stress.ts failed: ${told}`,
  ])
})
