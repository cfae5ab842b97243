import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeCoverage } from 'node:v8'
import { afterAll, expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
/** What does its work as soon as it is loaded. */
const programs = [
  'cli.js',
  'vitest/inspect-config.js',
  'vitest/run-isolation-validation.js',
  'vitest/run-validation.js',
  'vitest/setup.js',
]

const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.js'))
  .map((path) => path.replaceAll(sep, '/'))
  .filter((path) => !programs.includes(path))

// Vitest ends its workers before V8 has written their coverage.
if (process.env['NODE_V8_COVERAGE']) afterAll(() => takeCoverage())

test('what is built is there', () => {
  expect(modules.length).toBeGreaterThan(200)
})

test('each module can be loaded by itself', async () => {
  const broken: string[] = []
  for (const path of modules) {
    // A path that is computed is left to Node, so that the built files themselves are loaded.
    await import(`file://${join(dist, path)}`).catch((error: unknown) =>
      broken.push(`${path}: ${String(error)}`),
    )
  }
  expect(broken).toEqual([])
})
