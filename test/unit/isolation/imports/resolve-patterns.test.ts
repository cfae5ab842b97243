import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatProblem } from '../../../../src/foundation/problem.ts'
import { moduleRules } from '../../../../src/isolation/imports/module-rules.ts'
import { patternProblems, resolvePatterns } from '../../../../src/isolation/imports/resolve-patterns.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'patterns-'))).replaceAll('\\', '/')
beforeAll(() => {
  for (const path of ['src/real-core.ts', 'src/adapters/redis.ts', 'lib/impl.ts', 'lib/brokers/nats.ts']) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), '')
  }
  symlinkSync('../lib/impl.ts', join(root, 'src/linked.ts'))
  symlinkSync('../../lib/brokers', join(root, 'src/adapters/brokers'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test.for([
  ['./src/real-core.ts', 'src/real-core.ts', true],
  ['src/../src/real-core.ts', 'src/real-core.ts', false],
  ['./src/adapters', 'src/adapters/redis.ts', true],
  ['./src/linked.ts', 'lib/impl.ts', true],
  ['./src/*.ts', 'lib/impl.ts', true],
  ['./src/r*.ts', 'lib/impl.ts', false],
  ['./src/adapters/**', 'lib/brokers/nats.ts', true],
  ['./src/adapters/*.ts', 'lib/brokers/nats.ts', false],
] as const)('%s means %s: %s', ([pattern, path, isMeant]) => {
  const rules = moduleRules(resolvePatterns([pattern], root))
  expect(rules(`${root}/${path}`) !== null).toBe(isMeant)
})

test('names stay as they are', () => {
  expect(resolvePatterns(['robotjs', '@nut-tree/*', 'node:net', 'robotjs'], root)).toEqual([
    'robotjs',
    '@nut-tree/*',
    'node:net',
  ])
})

test('what can match nothing is a problem, each with what was meant', () => {
  const patterns = [
    './src/reel-core.ts',
    'src/real-core.ts',
    'robotjs',
    './nowhere/*.ts',
    'node:net',
    'core.ts',
  ]
  expect(patternProblems(patterns, root, 'forbid').map(formatProblem)).toEqual([
    'forbid[0]: expected a file or folder that is there, from the root of the project, got "./src/reel-core.ts"; did you mean "./src/real-core.ts"?',
    'forbid[1]: expected the name of a package or a built-in, or a path that begins with ./, got "src/real-core.ts"; did you mean "./src/real-core.ts"?',
    'forbid[3]: expected a file or folder that is there, from the root of the project, got "./nowhere/*.ts"',
    'forbid[5]: expected the name of a package or a built-in, or a path that begins with ./, got "core.ts"; did you mean "./core.ts"?',
  ])
})
