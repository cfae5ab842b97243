import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { giveBack } from '../../../src/isolation/give-back.ts'

const called = vi.hoisted(() => [] as unknown[])
vi.mock('../../../src/isolation/free-thread.ts', () => ({
  FreeThread: class {
    call(name: string, args: unknown[]): void {
      called.push([name, args])
    }
  },
}))

const before = Object.entries(fs).filter(([name]) =>
  /^(?:symlink|fsync|fdatasync|futimes|fchmod|fchown)/.test(name),
)
const { symlink } = fs.promises
beforeAll(() => giveBack({ root: '/project', ownFolders: ['/none'] }))
afterAll(() => {
  Object.assign(fs, Object.fromEntries(before))
  fs.promises.symlink = symlink
})

test.each([
  ['as text', '/none/a', '/none/b'],
  ['as a URL', pathToFileURL('/none/a'), pathToFileURL('/none/b')],
  ['as bytes', Buffer.from('/none/a'), Buffer.from('/none/b')],
])('a link from an own folder into one is made, with paths %s', (_, target, path) => {
  called.length = 0
  fs.symlinkSync(target, path)
  expect(called).toEqual([['symlinkSync', ['/none/a', '/none/b', undefined]]])
})

test.each([
  ['as text', '/other/a'],
  ['as a URL', pathToFileURL('/other/a')],
  ['as bytes', Buffer.from('/other/a')],
])('one to elsewhere is not, with paths %s', (_, target) => {
  called.length = 0
  // The folder is not there.
  expect(() => fs.symlinkSync(target, '/none/b')).toThrow('ENOENT')
  expect(called).toEqual([])
})
