import { expect, test } from 'vitest'
import { fileOfDatabase } from '../../../src/isolation/files/file-of-database.ts'

/** Each as Node 24 was seen to open it. */
test.each<[string, string | null]>([
  ['orders.db', 'orders.db'],
  ['', null],
  [':memory:', null],
  ['file:tmp/x.db', 'tmp/x.db'],
  ['file:///tmp/x.db', '/tmp/x.db'],
  ['file://localhost/tmp/x.db', '/tmp/x.db'],
  ['file:/tmp/x.db', '/tmp/x.db'],
  ['FILE:x.db', 'FILE:x.db'],
  ['file::memory:?cache=shared', null],
  ['file:%3amemory:', null],
  ['file:?cache=shared', null],
  ['file:x.db?mode=memory', null],
  ['file:x.db?cache=shared&mode=ro', null],
  ['file:x.db?m%6fde=memory%00x', null],
  ['file:x.db?mode=rw', 'x.db'],
  ['file:x.db?mode=memory&&mode=rwc', 'x.db'],
  ['file:x.db?mode=rw&mode=memory#x', null],
  ['file:x.db#y?mode=memory', 'x.db'],
  ['file:a%20b+%c3%a4.db', 'a b+ä.db'],
  ['file:a%00b.db', 'a'],
  ['file:a%zz%2', 'a%zz%2'],
])('a database named %j is in %j', (name, file) => {
  expect(fileOfDatabase(name)).toBe(file)
})
