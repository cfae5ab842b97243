import { expect, test } from 'vitest'
import { HeadMemory } from '../../../src/http/direct/head-memory.ts'
import { parseHead } from '../../../src/http/direct/parse-head.ts'

test('headers are in lower case, joined by name, and cookies a list', () => {
  const lines = ['X-A:\t 1 ', 'x-a: 2', 'Set-Cookie: a', 'set-cookie: b', '__proto__: p', 'e:']
  const { headers } = parseHead(['HTTP/1.1 200 OK', ...lines].join('\r\n'))
  expect({ ...headers }).toEqual({
    'x-a': '1, 2',
    'set-cookie': ['a', 'b'],
    ['__proto__']: 'p',
    e: '',
  })
})

test('a head like the one before is parsed once, and another is not taken for it', () => {
  const heads = new HeadMemory()
  const first = heads.read('HTTP/1.1 200 OK\r\na: 1')
  expect(heads.read('HTTP/1.1 200 OK\r\na: 1')).toBe(first)
  expect(heads.read('HTTP/1.1 200 OK\r\na: 2').headers).toEqual({ a: '2' })
  expect(first.headers).toEqual({ a: '1' })
})

test('a tab in transfer-encoding is refused: others would take the same bytes for another body', () => {
  const head = (line: string): string => `HTTP/1.1 200 OK\r\n${line}`
  expect(parseHead(head('Transfer-Encoding: Chunked')).isChunked).toBe(true)
  for (const line of ['Transfer-Encoding: Chunked\t', 'Transfer-Encoding:\tchunked'])
    expect(() => parseHead(head(line))).toThrow('a tab in transfer-encoding')
})
