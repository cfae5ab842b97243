import { expect, test } from 'vitest'
import type { TestProject, Vitest } from 'vitest/node'
import { keepApart } from '../../../src/vitest/keep-apart.ts'

const stressFiles = ['stress/**/*.stress.ts']
const project = (name: string, include: readonly string[], root = '/app'): TestProject =>
  ({ name, config: { include: [...include], exclude: ['**/dist/**'], root } }) as unknown as TestProject

/** What each project leaves out, once they are kept apart. `set` are set up, the others of ours only made. */
function left(
  all: readonly TestProject[],
  set: readonly TestProject[],
  names: readonly string[],
): string[][] {
  const session = { projects: new Map(set.map((each) => [each, ''])), names: new Set(names) }
  const vitest = { projects: [...all] } as unknown as Vitest
  keepApart(session, vitest)
  keepApart(session, vitest)
  return all.map(({ config }) => config.exclude.slice(1))
}

test('stress files are in none but the stress project, and told once', () => {
  const [unit, stress] = [project('unit', ['test/**/*.test.ts']), project('stress', stressFiles)]
  expect(left([unit, stress], [stress], ['stress'])).toEqual([stressFiles, []])
})

test('of two stress projects of one folder, that with a name of its own has them', () => {
  const [stress, own] = [project('stress', stressFiles), project('v-stress', stressFiles)]
  expect(left([stress, own], [stress, own], ['stress', 'v-stress'])).toEqual([stressFiles, []])
})

// The two are set up side by side: if each left the files to the other, none would run, and nobody would tell.
test.each([
  ['the one with the plain name', 0],
  ['the other', 1],
])('it is so as well where %s is set up first, and the other is only made by then', (_, first) => {
  const both = [project('stress', stressFiles), project('v-stress', stressFiles)]
  const names = ['stress', 'v-stress']
  left(both, [both[first]!], names)
  expect(left(both, both, names)).toEqual([stressFiles, []])
})

test('another folder has its own', () => {
  const [one, two] = [project('stress', stressFiles, '/a'), project('b-stress', stressFiles, '/b')]
  expect(left([one, two], [one, two], ['stress', 'b-stress'])).toEqual([[], []])
})
