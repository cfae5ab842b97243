import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { MetricsFile } from '../../src/model/metrics.ts'
import { makeScratch, npm, packTarball, quiet, root, run } from './support/scratch.ts'

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>
}
let project: string

beforeAll(async () => {
  const snippets = readSnippets(readFileSync(join(root, 'README.md'), 'utf8'))
  project = makeScratch({ ...snippets, 'package.json': JSON.stringify({ private: true, type: 'module' }) })
  const others = ['vitest', 'typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`)
  await npm(['install', ...quiet, '--save-dev', await packTarball(), ...others], project)
})

test('what the README shows runs as it stands', async () => {
  expect(existsSync(join(project, 'vitest.config.ts'))).toBe(true)
  expect(existsSync(join(project, 'stress'))).toBe(true)
  const { exitCode, output } = await run('npx', ['vitest', 'run', 'stress/'], project)
  expect(exitCode, output).toBe(0)
  const [file, ...more] = readdirSync(join(project, 'logs'))
  expect(more).toEqual([])
  const metrics = JSON.parse(readFileSync(join(project, 'logs', file!), 'utf8')) as MetricsFile
  expect(metrics.verdict).toBe('pass')
  expect(metrics.total_processed).toBe(900)
})

test('what the README shows type-checks, libraries too', async () => {
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', 'node']
  const files = Object.keys(readSnippets(readFileSync(join(root, 'README.md'), 'utf8'))).filter((path) =>
    path.endsWith('.ts'),
  )
  const { exitCode, output } = await run('npx', ['tsc', ...options, ...files], project)
  expect(exitCode, output).toBe(0)
})

test('the types say what is right and what is wrong, on Vitest 4', async () => {
  cpSync(join(root, 'test', 'types'), join(project, 'types'), { recursive: true })
  const { exitCode, output } = await run('npx', ['tsc', '-p', 'types'], project)
  expect(exitCode, output).toBe(0)
})

test('there is one Vitest, of the major this test is about', () => {
  expect(existsSync(join(project, 'node_modules/vitest-stress/node_modules'))).toBe(false)
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules/vitest/package.json'), 'utf8')) as {
    version: string
  }
  expect(version).toMatch(/^4\./)
})

/** Code blocks after a line `<!-- file: path -->`, by path. */
function readSnippets(markdown: string): Record<string, string> {
  const marked = markdown.matchAll(/^<!-- file: (\S+) -->\n+```\w*\n([\s\S]*?)^```$/gm)
  const snippets = Object.fromEntries([...marked].map(([, path, text]) => [path!, text!]))
  if (Object.keys(snippets).length === 0) throw new Error('README.md has no marked snippets')
  return snippets
}
