import { relative } from 'node:path'
import { expect, test } from 'vitest'
import { permissionFlags } from '../../../src/isolation/permission-flags.ts'

const quiet = ['--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning']
const common = [
  '--disable-warning',
  '--allow-fs-read',
  '--allow-fs-write',
  '--allow-worker',
  '--allow-child-process',
]
const node20 = new Set([...common, '--experimental-permission'])
const node24 = new Set([...common, '--permission', '--allow-inspector'])
const node26 = new Set([...common, '--permission', '--allow-inspector', '--allow-net'])
const folders = ['/project/logs', '/tmp']
const rest = ['--allow-fs-write=/dev/null', '--allow-fs-write=/dev/stdout', '--allow-fs-write=/dev/stderr']
const written = ['--allow-fs-write=/project/logs', '--allow-fs-write=/tmp', ...rest]

test.each([
  ['20', node20, ['--experimental-permission', '--allow-fs-read=*', '--allow-worker', ...quiet, ...written]],
  ['24', node24, ['--permission', '--allow-fs-read=*', '--allow-worker', ...quiet, ...written]],
  // It would deny the socket of the run, and the network is intercepted.
  [
    '26',
    node26,
    ['--permission', '--allow-fs-read=*', '--allow-worker', '--allow-net', ...quiet, ...written],
  ],
  ['without a permission model', new Set(['--require']), []],
])('Node %s', (_, known, flags) => {
  expect(permissionFlags(folders, known)).toEqual(flags)
})

test('this Node takes them', () => {
  const names = permissionFlags(folders).map((flag) => flag.replace(/=.*/, ''))
  expect(names.filter((name) => !process.allowedNodeEnvironmentFlags.has(name))).toEqual([])
  expect(names).toContain('--allow-fs-write')
})

test('a folder is named once, however it is written, and none within another one', () => {
  const given = ['/tmp/own//logs', '/tmp', '/tmp/', relative('.', '/opt/a'), '/opt//x/../a', '/tmporary']
  expect(permissionFlags(given, node20).slice(-6, -3)).toEqual([
    '--allow-fs-write=/tmp',
    '--allow-fs-write=/opt/a',
    '--allow-fs-write=/tmporary',
  ])
})
