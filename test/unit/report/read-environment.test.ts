import { afterEach, expect, test, vi } from 'vitest'
import { environmentSchema } from '../../../src/model/metrics.ts'
import { readEnvironment } from '../../../src/report/read-environment.ts'

afterEach(() => vi.unstubAllEnvs())

test('the environment is complete', () => {
  const environment = readEnvironment('4.1.12')
  expect(environmentSchema.parse(environment)).toEqual(environment)
  expect(environment).toMatchObject({ node: process.version, vitest: '4.1.12' })
  expect(environment.vitest_stress).toMatch(/^\d+\.\d+\.\d+/)
  expect(environment.cores).toBeGreaterThan(0)
})

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['', false],
  [undefined, false],
])('CI=%s means %s', (value, ci) => {
  vi.stubEnv('CI', value)
  expect(readEnvironment('4').ci).toBe(ci)
})

test('the commit is what CI names, and null outside of git', () => {
  for (const name of ['GITHUB_SHA', 'CI_COMMIT_SHA']) vi.stubEnv(name, undefined)
  expect(readEnvironment('4', '/').commit).toBeNull()
  vi.stubEnv('CI_COMMIT_SHA', 'abc')
  expect(readEnvironment('4', '/').commit).toBe('abc')
})
