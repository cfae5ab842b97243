import { describe, expect, test } from 'vitest'
import { destinationOf, listeningAt, sendingTo, urlOf } from '../../../src/isolation/destination.ts'

describe('where a call goes', () => {
  test.each([
    ['a port', [5432], 'localhost:5432'],
    ['a port as text', ['5432'], 'localhost:5432'],
    ['a port and a host', [5432, 'db.internal'], 'db.internal:5432'],
    ['a port, a host and a callback', [5432, '::1', () => {}], '[::1]:5432'],
    ['options', [{ port: 5432, host: '10.0.0.1' }], '10.0.0.1:5432'],
    ['options without a host', [{ port: 5432 }], 'localhost:5432'],
    ['options with a path', [{ path: '/run/db.sock', port: 1 }], '/run/db.sock'],
    ['a path', ['/run/db.sock'], '/run/db.sock'],
    ['the list that Node makes of them', [[{ port: 1, host: 'a' }, null]], 'a:1'],
  ])('connect: %s', (_, args, text) => {
    expect(destinationOf(args).text).toBe(text)
  })

  test.each([
    [[0], '*:0'],
    [[80, '127.0.0.1'], '127.0.0.1:80'],
    [[{ address: '127.0.0.1', port: 53 }], '127.0.0.1:53'],
    [['/run/own.sock'], '/run/own.sock'],
    [[], '*:0'],
  ])('listen: %j', (args, text) => {
    expect(listeningAt(args).text).toBe(text)
  })

  test.each([
    ['a port', ['x', 53], 'localhost:53'],
    ['a port as text', ['x', '53'], 'localhost:53'],
    ['a port and an address', ['x', 53, '8.8.8.8'], '8.8.8.8:53'],
    ['a part, a port and an address', ['xyz', 1, 1, 53, '8.8.8.8', () => {}], '8.8.8.8:53'],
    ['a part and a port', ['xyz', 1, 1, 53], 'localhost:53'],
    ['a port and no address', ['x', 53, undefined, () => {}], 'localhost:53'],
    ['a part, a port and no address', ['xyz', 1, 1, 53, undefined], 'localhost:53'],
  ])('send: %s', (_, args, text) => {
    expect(sendingTo(args)?.text).toBe(text)
  })

  test('send: to where it is connected', () => {
    expect(sendingTo(['x', () => {}])).toBeNull()
  })

  test.each([
    ['http://a/x', 'a:80'],
    ['https://a', 'a:443'],
    ['wss://a:8443/', 'a:8443'],
    ['http://[::1]:80/', '[::1]:80'],
  ])('fetch: %s', (address, text) => {
    expect(urlOf(address)?.text).toBe(text)
    expect(urlOf(new URL(address))?.text).toBe(text)
  })

  test('fetch: of a request, and of no host at all', () => {
    expect(urlOf(new Request('http://a:1/'))?.text).toBe('a:1')
    expect([urlOf('data:text/plain,x'), urlOf('/relative'), urlOf(undefined)]).toEqual([null, null, null])
  })
})
