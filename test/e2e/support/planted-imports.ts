const config = `
import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'
const modules = ['./src/real-core.ts', './src/adapters/**', 'node:child_process']
export default defineConfig({
  plugins: [stress({ isolation: { strength: 'sealed', forbid: { modules } } })],
  resolve: { alias: { '@core': import.meta.dirname + '/src' } },
  test: { server: { deps: { inline: ['inlined-gui'] } } },
})
`

/** The package.json of a CommonJS package. */
export const gui = (name: string): string => JSON.stringify({ name, version: '1.0.0' })
/** The package.json of a package of ES modules. */
export const esm = (name: string): string =>
  JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' })
const escaped = `(globalThis.escaped ??= []).push`

/** A project with a stress file that tries 23 ways to forbidden modules, one that mocks them and one that imports them. */
export const plantedImports = {
  'vitest.config.ts': config,
  'package.json': '{"name": "planted", "type": "module"}',
  'src/real-core.ts': `import './connection.ts'\n${escaped}('real-core'); export const core = 1 as number`,
  'src/connection.ts': `${escaped}('connection')`,
  'src/adapters/redis.ts': `${escaped}('redis'); export default 1`,
  'src/adapters/nats.cjs': `${escaped}('nats'); exports.nats = 1`,
  'src/again.ts': `export * from './real-core'`,
  'src/once-more.ts': `export { core as renamed } from './again'`,
  'src/uses-robot.ts': `import robot from 'robotjs'; export const use = () => robot`,
  'src/uses-nut.ts': `import { mouse } from '@nut-tree/nut-js'; export const use = () => mouse`,
  'src/all.ts': `export const all = import.meta.glob('./adapters/*.ts')`,
  'node_modules/robotjs/package.json': gui('robotjs'),
  'node_modules/robotjs/index.js': `${escaped}('robotjs'); exports.move = () => {}`,
  'node_modules/@nut-tree/nut-js/package.json': esm('@nut-tree/nut-js'),
  'node_modules/@nut-tree/nut-js/index.js': `import './deep.js'; ${escaped}('nut-js'); export const mouse = 1; export default 2`,
  'node_modules/@nut-tree/nut-js/deep.js': `${escaped}('deep')`,
  'node_modules/pointer/package.json': gui('robotjs'),
  'node_modules/pointer/index.js': `${escaped}('pointer')`,
  'node_modules/inlined-gui/package.json': esm('inlined-gui'),
  'node_modules/inlined-gui/index.js': `export { mouse } from '@nut-tree/nut-js'`,
  'node_modules/wraps/package.json': JSON.stringify({
    name: 'wraps',
    exports: { './esm': './esm.mjs', './cjs': './cjs.cjs' },
  }),
  'node_modules/wraps/esm.mjs': `import { mouse } from '@nut-tree/nut-js'; export const use = () => mouse`,
  'node_modules/wraps/cjs.cjs': `
exports.robot = () => require('robotjs')
exports.nut = () => import('@nut-tree/nut-js')
exports.shell = () => require('child_process')
exports.by = (name) => require(name)`,
  'vendor/robot/package.json': gui('robotjs'),
  'vendor/robot/index.js': `${escaped}('linked')`,
  'stress/escapes.stress.ts': `
import Module, { createRequire } from 'node:module'
import { stressTest } from 'vitest-stress'
import { expect, vi } from 'vitest'
const require = createRequire(import.meta.url)
const cjs = require('wraps/cjs')
const once = { load: { executor: 'shared-iterations', iterations: 1 } } as const
const escapes: [string, () => unknown][] = []
const escape = (...each: [string, () => unknown]) => void escapes.push(each)
const named = (...parts: string[]) => parts.join('')
escape('source', () => import('../src/real-core.ts'))
escape('re-exports', () => import('../src/once-more.ts'))
escape('alias', () => import('@core/real-core'))
escape('query', () => import('../src/real-core.ts?again=1' as string))
escape('link to a file', () => import('../src/link.ts' as string))
escape('computed name', () => import(named('../src/', 'real', '-core.ts')))
escape('importActual', () => vi.importActual('../src/adapters/redis.ts'))
escape('glob import', async () => { for (const load of Object.values((await import('../src/all.ts')).all)) await load() })
escape('require of a source file', () => require('../src/adapters/nats.cjs'))
escape('package, CommonJS', () => import('../src/uses-robot.ts'))
escape('package, ES module', () => import('../src/uses-nut.ts'))
escape('package of a package', () => import('wraps/esm'))
escape('require within a package', () => cjs.robot())
escape('import within CommonJS', () => cjs.nut())
escape('require by computed name', () => cjs.by(named('robot', 'js')))
escape('createRequire', () => require('robotjs'))
escape('renamed package', () => import('pointer' as string))
escape('linked package', () => import('linked' as string))
escape('inlined package', () => import('inlined-gui' as string))
escape('loader of Node', () => (Module as any)._load(require.resolve('robotjs')))
escape('built-in', () => import('node:child_process'))
escape('built-in within a package', () => cjs.shell())
escape('getBuiltinModule', () => (process as any).getBuiltinModule('child_process'))
const all = { load: { executor: 'shared-iterations', iterations: escapes.length, concurrency: 1 }, data: escapes } as const
// Workloads that hide what happened to them. What was refused once is refused, and counted, for the next one too.
for (const scenario of ['escapes', 'the same again'])
  stressTest(scenario, all, async ({ iteration }) => {
    const [name, attempt] = iteration.data
    const outcome = await Promise.resolve().then(attempt).then(() => 'passed', (error) => error.code)
    expect((globalThis as any).escaped, name).toBeUndefined()
    expect(outcome, name).toBe('ERR_STRESS_ISOLATION')
  })
stressTest('workers', { ...once, workers: 1 }, new URL('./orders.workload.ts', import.meta.url))
`,
  'stress/mocked.stress.ts': `
import { stressTest } from 'vitest-stress'
import { expect, vi } from 'vitest'
import { core } from '../src/real-core.ts'
import robot from 'robotjs'
vi.mock('../src/real-core.ts', () => ({ core: 'mock' }))
vi.mock('robotjs', () => ({ default: 'mock' }))
stressTest('mocked', { load: { executor: 'shared-iterations', iterations: 1 } }, () => {
  expect([core, robot]).toEqual(['mock', 'mock'])
  expect((globalThis as any).escaped).toBeUndefined()
})
`,
  'stress/orders.workload.ts': `
export default async () => {
  await import('../src/real-core.ts').catch(() => {})
  if ((globalThis as any).escaped !== undefined) throw new Error('escaped')
}
`,
  'stress/static.stress.ts': `
import { stressTest } from 'vitest-stress'
import { core } from '../src/once-more.ts'
stressTest('never runs', { load: { executor: 'shared-iterations', iterations: 1 } }, () => void core)
`,
  'test/unit.test.ts': `
import { expect, test } from 'vitest'
import { core } from '../src/real-core.ts'
test('unit tests import what they like', () => expect(core).toBe(1))
`,
}
