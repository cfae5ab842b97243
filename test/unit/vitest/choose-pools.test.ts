import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { TestProject, TestSpecification } from 'vitest/node'
import { choosePools } from '../../../src/vitest/choose-pools.ts'
import { defaultPluginOptions } from '../../../src/vitest/default-plugin-options.ts'
import { enforcingPool } from '../../../src/vitest/enforcing-pool.ts'
import type { StressSession } from '../../../src/vitest/session.ts'

const root = mkdtempSync(join(tmpdir(), 'choose-pools-'))
afterAll(() => rmSync(root, { recursive: true }))

const projectOf = (poolRunner?: string): TestProject =>
  ({
    config: { root, pool: 'forks', ...(poolRunner && { poolRunner: { name: poolRunner } }) },
  }) as unknown as TestProject
const stress = projectOf(enforcingPool)
const plain = projectOf()
const { isolation: sealed, ...rest } = defaultPluginOptions
const sessionOf = (isolation: typeof sealed): StressSession =>
  ({
    projects: new Map([stress, plain].map((project) => [project, ''])),
    options: { ...rest, isolation },
  }) as unknown as StressSession

const specificationOf = (name: string, source: string | null, project = stress): TestSpecification => {
  const moduleId = join(root, name)
  if (source !== null) writeFileSync(moduleId, source)
  return { project, moduleId, pool: 'forks' } as TestSpecification
}
const told: string[] = []
const poolFor = async (source: string | null, isolation = sealed, project = stress): Promise<string> => {
  const specification = specificationOf('a.stress.ts', source, project)
  const restore = await choosePools(sessionOf(isolation), [specification], (line) => told.push(line))
  const chosen = specification.pool
  restore()
  expect(specification.pool).toBe('forks')
  return chosen
}

test.each([
  ['a file that says nothing', 'import x from "y"'],
  ['one that says what the plugin says', '// @stress-isolation sealed'],
  ['one with processes in a comment', "// TODO { kind: 'process' }"],
  ['one with them in another', "const url = 'http://x' /* it's\n kind: 'process' */"],
  ['one with threads', "stressTest('a', { workers: { count: 2, kind: 'thread' } })"],
])('%s is sealed, and enforced', async (_, source) => {
  expect(await poolFor(source)).toBe(enforcingPool)
})

test.each([
  ['is fenced', '// @stress-isolation fenced'],
  ['has a mistake, and is not loaded', '// @stress-isolation seald'],
  ['says so', '// @stress-isolation-enforce false'],
  ['has workers that are processes', "stressTest('a', { workers: { count: 2, kind: 'process' } })"],
  ['has them after a text', "at('http://a'); run({ kind: 'process' }) // it's so"],
])('a file that %s is not', async (_, source) => {
  expect(await poolFor(source)).toBe('forks')
})

test('a file of a plugin that is looser may be sealed', async () => {
  const fenced = { ...sealed, strength: 'fenced' as never }
  const asking = '// @stress-isolation sealed'
  expect([await poolFor('', fenced), await poolFor(asking, fenced)]).toEqual(['forks', enforcingPool])
})

test('files that are not for their workers are named, once', async () => {
  told.length = 0
  await poolFor("run({ kind: 'process' })")
  await poolFor("// @stress-isolation fenced\nrun({ kind: 'process' })")
  await poolFor('')
  expect(told).toEqual([
    'stress  isolation is intercepted, not enforced by Node, in files with workers that are processes: a.stress.ts',
  ])
})

test('nothing is chosen where there is no such pool, or no file', async () => {
  expect(await poolFor('', sealed, plain)).toBe('forks')
  expect(await poolFor('', sealed, projectOf(enforcingPool))).toBe('forks')
  rmSync(join(root, 'a.stress.ts'))
  expect(await poolFor(null)).toBe('forks')
})

test('the output folder is there while the files run, and no longer than something is in it', async () => {
  const logs = join(root, 'logs')
  const specifications = ['b.stress.ts', 'c.stress.ts'].map((name) => specificationOf(name, ''))
  const restore = await choosePools(sessionOf(sealed), specifications)
  expect(existsSync(logs)).toBe(true)
  restore()
  expect(existsSync(logs)).toBe(false)
  const restoreAgain = await choosePools(sessionOf(sealed), specifications)
  writeFileSync(join(logs, 'metrics.json'), '')
  restoreAgain()
  expect(existsSync(join(logs, 'metrics.json'))).toBe(true)
})
