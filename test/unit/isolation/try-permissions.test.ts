import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { permissionFlags } from '../../../src/isolation/permission-flags.ts'
import { tryPermissions } from '../../../src/isolation/try-permissions.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'try-permissions-')))
afterAll(() => rmSync(root, { recursive: true }))

const isOld = Number(process.versions.node.split('.')[0]) < 22
const inRoot = (...names: string[]): string[] => permissionFlags(names.map((name) => join(root, name)))
const never = (): never => expect.unreachable('it was tried')

test('folders that have no more in common than the slash are not tried', () => {
  expect(tryPermissions([], '/project', never)).toBeNull()
  expect(tryPermissions(permissionFlags(['/project/logs', '/tmp']), '/project', never)).toBeNull()
})

test('those that begin alike are, with Node', () => {
  expect(tryPermissions(inRoot('logs', 'tmp'), root)).toBeNull()
  expect(existsSync(join(root, 'logs'))).toBe(false)
})

test('what Node takes for another folder is told', () => {
  expect(tryPermissions(inRoot('stre', 'stress-results'), root)).toBe(
    `Node ${process.versions.node} cannot tell the folders where all may write apart: ${root}/stre, ${root}/stress-results`,
  )
})

test.runIf(isOld)('also where it ends the process', () => {
  const flags = [...inRoot('logs', 'tmp'), `--allow-fs-write=${root}/logs`]
  expect(tryPermissions(flags, root)).toContain('apart')
})

test('also where it opens what is beside', () => {
  const flags = inRoot('logs', 'tmp')
  expect(tryPermissions([...flags, '--allow-fs-write', root], root)).toContain('apart')
})

test('signs that mean something to Node are told, or tried', () => {
  expect(tryPermissions([`--allow-fs-write=${root}/a,b`], root, () => false)).toContain('/a,b')
  expect(tryPermissions(permissionFlags(['/project/lo*gs']), '/project', never)).toBe(
    'Node takes the * in /project/lo*gs for anything',
  )
})

test('asked is for the folders, files in them, and what is beside them', () => {
  const asked: unknown[] = []
  const start = (_: unknown, argument: string): boolean => asked.push(JSON.parse(argument)) > 0
  expect(tryPermissions(permissionFlags([`${root}/p/logs`, `${root}/t`]), `${root}/p`, start)).toBeNull()
  expect(asked).toEqual([
    [
      [`${root}/p/logs`, `${root}/p/logs/file`, `${root}/t`, `${root}/t/file`],
      [`${root}/p/package.json`, `${root}/p/logs.file`, `${root}/t.file`],
    ],
  ])
  expect(existsSync(join(root, 'p'))).toBe(false)
})
