import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { host, makeProject, runAgain } from './support/run-project.ts'

// They mostly wait for the example, which takes five seconds.
vi.setConfig({ maxConcurrency: 4 })

const installed = createRequire(join(host.projects, 'x.js')).resolve('vitest-stress/package.json')
const command = join(dirname(installed), manifest.bin['vitest-stress'])

/** A project without the config that fixtures have. */
function freshProject(files: Record<string, string>): string {
  const folder = makeProject(files)
  if (!('vitest.config.ts' in files)) rmSync(join(folder, 'vitest.config.ts'))
  return folder
}

interface InitRun {
  status: unknown
  stdout: string
  stderr: string
}

function init(folder: string, ...args: string[]): Promise<InitRun> {
  const { PATH, HOME } = process.env
  return new Promise((resolve) => {
    execFile(
      host.node,
      [command, 'init', ...args],
      { cwd: folder, env: { PATH, HOME, NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
    )
  })
}

/** Everything in it but what runs leave. */
function filesOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !/^(logs\/|node_modules\/|report\.json)/.test(path))
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

/** Sets it up, runs the command that was printed, and sets it up again. */
async function setUpAndRun(folder: string, ...args: string[]) {
  const first = await init(folder, ...args)
  expect(first.status, first.stdout + first.stderr).toBe(0)
  expect(first.stderr).toBe('')
  const files = filesOf(folder)
  const printed = /^ {4}npx vitest run (\S+)$/m.exec(first.stdout)?.[1]
  expect(printed, first.stdout).toBeDefined()
  const run = await runAgain(folder, { args: [printed!] })
  expect(run.exitCode, run.output).toBe(0)
  const again = await init(folder, ...args)
  expect(again.status, again.stdout + again.stderr).toBe(0)
  expect(again.stdout).not.toMatch(/^(wrote|changed)/m)
  expect(filesOf(folder)).toEqual(files)
  return { first, files, verdicts: run.metrics?.scenarios.map(({ name, verdict }) => [name, verdict]), run }
}

/** As `npm create vite@latest -- --template vanilla-ts` makes it, as far as it matters here. */
const vanilla = {
  'package.json': `{
  "name": "vite-project",
  "private": true,
  "version": "0.0.0",
  "type": "module",
  "scripts": {
    "dev": "vite",
    "build": "tsc && vite build"
  },
  "devDependencies": {
    "typescript": "~5.9.3",
    "vite": "^8.0.0"
  }
}
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "ESNext",
    "types": ["vite/client"],

    /* Bundler mode */
    "moduleResolution": "bundler",
    "allowImportingTsExtensions": true,
    "verbatimModuleSyntax": true,
    "noEmit": true
  },
  "include": ["src"]
}
`,
  '.gitignore': '# Logs\nlogs\n*.log\nnode_modules\ndist\n',
  'index.html': '<!doctype html>\n',
  'src/main.ts': `import { setupCounter } from './counter.ts'\nsetupCounter(document.body)\n`,
  'src/counter.ts': `export function setupCounter(element: HTMLElement) {\n  element.innerHTML = ''\n}\n`,
}

describe.concurrent('vitest-stress init', () => {
  test('a project as npm create vite makes it: an example that passes at once', async () => {
    const folder = freshProject(vanilla)
    const { files, verdicts } = await setUpAndRun(folder)
    expect(verdicts).toEqual([['first scenario', 'pass']])
    const { 'vitest.config.ts': config, 'stress/first.stress.ts': scenario, ...others } = files
    expect(config).toContain('plugins: [stress()]')
    expect(scenario).toBeDefined()
    expect(others).toEqual(vanilla)
  })

  test('a function of the user is called, with made-up arguments, under the config they have', async () => {
    const folder = freshProject({
      ...vanilla,
      'vite.config.ts': `/// <reference types="vitest/config" />
import { defineConfig } from 'vite'

const virtual = { name: 'virtual', resolveId: (id: string) => (id === 'virtual:price' ? '\\0price' : null), load: (id: string) => (id === '\\0price' ? 'export default 3' : null) }

export default defineConfig({
  plugins: [virtual],
  test: {
    environment: 'node',
  },
})
`,
      'src/orders.ts': `// @ts-expect-error made by a plugin
import price from 'virtual:price'
export interface Order { id: string; quantity: number }
export async function placeOrder({ id, quantity }: Order, rush: boolean): Promise<number> {
  if (id.length === 0 || typeof rush !== 'boolean') throw new Error('no order')
  return quantity * (price as number)
}
`,
    })
    const { files, verdicts, first, run } = await setUpAndRun(folder, 'src/orders.ts#placeOrder', '--yes')
    expect(verdicts).toEqual([['placeOrder', 'pass']])
    expect(run.metrics!.scenarios[0]).toMatchObject({ success_rate: 1 })
    expect(files['vite.config.ts']).toContain('plugins: [virtual, stress()],')
    expect(files['stress/place-order.stress.ts']).toContain(`from '../src/orders.ts'`)
    expect(JSON.parse(files['package.json']!)).toMatchObject({
      scripts: { dev: 'vite', stress: 'vitest run stress/' },
    })
    expect(first.stdout).toContain('the arguments are made up')
  })

  test('JavaScript, and a package of CommonJS', async () => {
    const folder = freshProject({
      'package.json': '{\n  "name": "plain",\n  "type": "commonjs"\n}\n',
      '.gitignore': 'node_modules',
      'src/orders.mjs': `export const placeOrder = async (order) => {\n  if (order === undefined) throw new Error('none')\n}\n`,
    })
    const { files, verdicts } = await setUpAndRun(folder, 'src/orders.mjs#placeOrder')
    expect(verdicts).toEqual([['placeOrder', 'pass']])
    expect(Object.keys(files).sort()).toEqual(
      [
        '.gitignore',
        'package.json',
        'src/orders.mjs',
        'stress/place-order.stress.js',
        'vitest.config.mjs',
      ].sort(),
    )
    expect(files['.gitignore']).toBe('node_modules\nlogs/\n')
  })

  test('a config with projects', async () => {
    const folder = freshProject({
      'package.json': '{"type": "module"}',
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
      'vitest.config.mts': `import { defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    projects: [{ test: { name: 'unit', include: ['test/**/*.test.ts'] } }],
  },
})
`,
      'test/a.test.ts': `import { test } from 'vitest'\ntest('a', () => {})\n`,
      'src/jobs.ts': `export default async function () { await null }\n`,
    })
    const { files, verdicts } = await setUpAndRun(folder, 'src/jobs.ts#default', '--edit-config')
    expect(verdicts).toEqual([['jobs', 'pass']])
    expect(files['stress/jobs.stress.ts']).toContain(`import jobs from '../src/jobs.js'`)
    const all = await runAgain(folder)
    expect(all.tests.map(({ fullName }) => fullName).sort()).toEqual(['a', 'jobs'])
  })

  test('an edit that makes the config fail is taken back', async () => {
    const config = `import { readFileSync } from 'node:fs'
if (readFileSync('vite.config.ts', 'utf8').split('plugins:').length > 2) throw new Error('touched')
export default { test: {} }
`
    const folder = freshProject({ 'package.json': '{"type": "module"}', 'vite.config.ts': config })
    const { status, stdout } = await init(folder, '--yes')
    expect(status).toBe(0)
    expect(filesOf(folder)['vite.config.ts']).toBe(config)
    expect(stdout).toContain('vite.config.ts (it was tried, and taken back: touched)')
  })

  test('nothing can be done where there is no project; a bad line is told, without a stack', async () => {
    const folder = freshProject({ 'src/a.ts': 'export async function placeOrder() {}\n' })
    expect(await init(folder)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `vitest-stress init: 1 problem\n  package.json: expected one, in the folder of the project, got none here\n`,
    })
    const bad = await init(folder, 'src/a.ts#placeOder', '--dryrun')
    expect(bad).toMatchObject({ status: 2, stdout: '' })
    expect(bad.stderr).toBe(`vitest-stress init: 2 problems
  --dryrun: expected one of edit-config, script, yes, dry-run, help, got unknown option "dryrun"; did you mean "dry-run"?
  exports of src/a.ts: expected one of placeOrder, got unknown export "placeOder"; did you mean "placeOrder"?
`)
    expect(filesOf(folder)).toEqual({ 'src/a.ts': 'export async function placeOrder() {}\n' })
    expect(await init(folder, '--help')).toMatchObject({ status: 0, stderr: '' })
  })
})
