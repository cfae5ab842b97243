import { describe, expect, test } from 'vitest'
import { AnswerParser } from '../../../src/http/direct/answer-parser.ts'
import { HeadMemory } from '../../../src/http/direct/head-memory.ts'

const limits = { maxHeadBytes: 200, maxBodyBytes: 50 }

interface Read {
  status: number
  body: string
  keepsAlive: boolean
  /** Bytes after the answer. */
  rest: number
}

/** What comes of `text` when it arrives in pieces that end at `cuts`, and the connection ends after it with `ends`. */
function read(text: string, cuts: number[] = [], { method = 'GET', ends = false } = {}): Read | string {
  const parser = new AnswerParser(limits, new HeadMemory())
  const bytes = Buffer.from(text, 'latin1')
  // One buffer for all pieces, as on a socket: what is not copied in time is overwritten.
  const buffer = Buffer.alloc(bytes.length)
  parser.begin(method)
  try {
    let rest = 0
    for (const [index, end] of [...cuts, bytes.length].entries()) {
      const start = index === 0 ? 0 : cuts[index - 1]!
      buffer.fill('?')
      bytes.copy(buffer, 0, start, end)
      rest += end - start - parser.push(buffer, end - start)
    }
    if (ends && parser.answer === null) parser.finish()
    buffer.fill('?')
    if (parser.answer === null) return 'not over'
    const {
      head: { status },
      body,
    } = parser.answer
    return { status, body: body.toString('latin1'), keepsAlive: parser.keepsAlive, rest }
  } catch (error) {
    const { reason, message } = error as { reason: string; message: string }
    return `${reason}: ${message}`
  }
}

const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')
const chunked = head('transfer-encoding: chunked')

const answers: [what: string, text: string, expected: Read, options?: { method?: string; ends?: boolean }][] =
  [
    [
      'a body of a length',
      `${head('Content-Length: 5')}hello`,
      { status: 200, body: 'hello', keepsAlive: true, rest: 0 },
    ],
    ['no body', head('content-length: 0'), { status: 200, body: '', keepsAlive: true, rest: 0 }],
    [
      'no reason',
      'HTTP/1.1 200\r\ncontent-length: 1\r\n\r\na',
      { status: 200, body: 'a', keepsAlive: true, rest: 0 },
    ],
    [
      'chunks',
      `${chunked}3\r\nabc\r\nB\r\nhello\r\nworl\r\n0\r\n\r\n`,
      { status: 200, body: 'abchello\r\nworl', keepsAlive: true, rest: 0 },
    ],
    ['no chunks', `${chunked}0\r\n\r\n`, { status: 200, body: '', keepsAlive: true, rest: 0 }],
    [
      'extensions and trailers',
      `${chunked}2;a=b;c="d"\r\nab\r\n0a;x\r\n0123456789\r\n0;last\r\nSum: 1\r\nx: y\r\n\r\n`,
      { status: 200, body: 'ab0123456789', keepsAlive: true, rest: 0 },
    ],
    [
      'a body to the end',
      `${head()}to the end`,
      { status: 200, body: 'to the end', keepsAlive: false, rest: 0 },
      { ends: true },
    ],
    [
      'nothing to the end',
      head('connection: close'),
      { status: 200, body: '', keepsAlive: false, rest: 0 },
      { ends: true },
    ],
    [
      'an answer to HEAD',
      head('content-length: 500'),
      { status: 200, body: '', keepsAlive: true, rest: 0 },
      { method: 'HEAD' },
    ],
    [
      'a chunked answer to HEAD',
      chunked,
      { status: 200, body: '', keepsAlive: true, rest: 0 },
      { method: 'HEAD' },
    ],
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', { status: 204, body: '', keepsAlive: true, rest: 0 }],
    [
      '304 with the length of what is not sent',
      'HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n',
      { status: 304, body: '', keepsAlive: true, rest: 0 },
    ],
    [
      'interim answers',
      `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${head('content-length: 2')}ok`,
      { status: 200, body: 'ok', keepsAlive: true, rest: 0 },
    ],
    [
      'connection: close',
      `${head('Connection: foo, Close', 'content-length: 2')}ok`,
      { status: 200, body: 'ok', keepsAlive: false, rest: 0 },
    ],
    [
      'HTTP/1.0',
      'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok',
      { status: 200, body: 'ok', keepsAlive: false, rest: 0 },
    ],
    [
      'HTTP/1.0 that keeps',
      'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\ncontent-length: 2\r\n\r\nok',
      { status: 200, body: 'ok', keepsAlive: true, rest: 0 },
    ],
    [
      'bytes after the answer',
      `${head('content-length: 2')}okHTTP`,
      { status: 200, body: 'ok', keepsAlive: true, rest: 4 },
    ],
    [
      'bytes after the last chunk',
      `${chunked}0\r\n\r\nmore`,
      { status: 200, body: '', keepsAlive: true, rest: 4 },
    ],
  ]

describe.each(answers)('%s', (_, text, expected, options) => {
  test('is read whole, and cut at every byte', () => {
    expect(read(text, [], options)).toEqual(expected)
    for (let cut = 1; cut < text.length; cut++)
      expect([cut, read(text, [cut], options)]).toEqual([cut, expected])
  })

  test('is read a byte at a time', () => {
    const each = Array.from({ length: text.length - 1 }, (_, index) => index + 1)
    expect(read(text, each, options)).toEqual(expected)
  })

  test('is not over before its end', () => {
    const end = text.length - expected.rest
    // Of what ends with the connection, any part would do.
    if (options?.ends === true) return
    for (let at = 1; at < end; at++) {
      expect([at, read(text.slice(0, at), [], options)]).toEqual([at, 'not over'])
      const cut = read(text.slice(0, at), [], { ...options, ends: true })
      expect([at, cut]).toEqual([at, expect.stringMatching(/^http closed: the connection was closed within/)])
    }
  })
})

const malformed: [what: string, text: string, expected: string][] = [
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 'http malformed answer: no status line of HTTP/1.1'],
  ['no protocol at all, and no end', 'hello', 'http malformed answer: no status line of HTTP/1.1'],
  ['HTTP/2', 'HTTP/2.0 200 OK\r\n\r\n', 'http malformed answer: no status line'],
  ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', 'http malformed answer: no status line'],
  ['a status below 100', 'HTTP/1.1 099 OK\r\n\r\n', 'http malformed answer: status 099'],
  ['101', 'HTTP/1.1 101 Switching\r\n\r\n', 'http malformed answer: status 101'],
  [
    'a line feed alone in the status line',
    'HTTP/1.1 200 OK\nA: b\r\n\r\n',
    'http malformed answer: no status line',
  ],
  [
    'a line feed alone in a header',
    head('a: b\nc: d'),
    'http malformed answer: a header with a control character',
  ],
  [
    'a carriage return alone in a header',
    head('a: b\rc: d'),
    'http malformed answer: a header with a control character',
  ],
  ['a zero byte in a header', head('a: b\0'), 'http malformed answer: a header with a control character'],
  ['a folded header', head('a: b', ' c'), 'http malformed answer: no header: " c"'],
  ['a header without a colon', head('hello'), 'http malformed answer: no header: "hello"'],
  ['a header without a name', head(': b'), 'http malformed answer: no header'],
  ['a blank before the colon', head('content-length : 2'), 'http malformed answer: no header'],
  [
    'two lengths',
    head('content-length: 2', 'content-length: 2'),
    'http malformed answer: more than one content-length',
  ],
  ['a list of lengths', head('content-length: 2, 2'), 'http malformed answer: content-length "2, 2"'],
  ['a length with a sign', head('content-length: +2'), 'http malformed answer: content-length "+2"'],
  [
    'a length beyond numbers',
    head('content-length: 99999999999999999999'),
    'http malformed answer: content-length',
  ],
  ['an empty length', head('content-length:'), 'http malformed answer: content-length ""'],
  [
    'a length and chunks',
    head('content-length: 2', 'transfer-encoding: chunked'),
    'http malformed answer: both content-length and transfer-encoding',
  ],
  [
    'another coding',
    head('transfer-encoding: gzip, chunked'),
    'http malformed answer: transfer-encoding "gzip, chunked", which is not read',
  ],
  ['no size of a chunk', `${chunked}\r\n`, 'http malformed answer: a chunk without a size'],
  ['a size with a sign', `${chunked}-1\r\n`, 'http malformed answer: a chunk without a size'],
  ['a size that is no number', `${chunked}1g\r\n`, 'http malformed answer: byte 103'],
  ['a size with a line feed alone', `${chunked}1\na`, 'http malformed answer: byte 10 '],
  ['an extension with a line feed alone', `${chunked}1;a\n`, 'http malformed answer: a line feed alone'],
  [
    'a chunk longer than its size',
    `${chunked}1\r\nab\r\n`,
    'http malformed answer: byte 98 in a chunked body where 13',
  ],
  [
    'a chunk without its line feed',
    `${chunked}1\r\na\rb`,
    'http malformed answer: byte 98 in a chunked body where 10',
  ],
  ['a trailer with a line feed alone', `${chunked}0\r\na: b\n`, 'http malformed answer: a line feed alone'],
  ['an end without its line feed', `${chunked}0\r\n\rx`, 'http malformed answer: byte 120'],
  [
    'a head above the limit',
    head(`a: ${'b'.repeat(200)}`),
    'http answer too large: the head has more than 200 bytes (maxHeadBytes)',
  ],
  [
    'a head above the limit that never ends',
    `HTTP/1.1 200 ${'O'.repeat(200)}`,
    'http answer too large: the head has',
  ],
  [
    'a length above the limit',
    head('content-length: 51'),
    'http answer too large: the body has more than 50 bytes (maxBodyBytes)',
  ],
  ['a body to the end above the limit', `${head()}${'a'.repeat(51)}`, 'http answer too large: the body'],
  ['a chunk above the limit', `${chunked}33\r\n`, 'http answer too large: the body'],
  ['chunks above the limit', `${chunked}30\r\n${'a'.repeat(48)}\r\n3\r\n`, 'http answer too large: the body'],
  [
    'zeros for ever',
    `${chunked}${'0'.repeat(201)}`,
    'http answer too large: extensions or trailers of more than 200 bytes',
  ],
  [
    'an extension for ever',
    `${chunked}1;${'a'.repeat(200)}`,
    'http answer too large: extensions or trailers',
  ],
  [
    'trailers for ever',
    `${chunked}0\r\n${'a: b\r\n'.repeat(60)}`,
    'http answer too large: extensions or trailers',
  ],
]

test.each(malformed)('%s is refused, whole and a byte at a time', (_, text, expected) => {
  const each = Array.from({ length: text.length - 1 }, (_, index) => index + 1)
  expect(read(text)).toContain(expected)
  expect(read(text, each)).toContain(expected)
})

test('what is not data is limited by the line and by the trailers, not by the answer', () => {
  const parser = new AnswerParser(limits, new HeadMemory())
  const chunks = '1;extension=1\r\na\r\n'.repeat(40)
  const text = `${chunked}${chunks}0\r\n${'a: b\r\n'.repeat(35)}\r\n`
  for (let count = 0; count < 3; count++) {
    parser.begin('GET')
    expect(parser.push(Buffer.from(text), text.length)).toBe(text.length)
    expect(parser.answer!.body.toString()).toBe('a'.repeat(40))
  }
})

test('a second answer has nothing of the first', () => {
  const parser = new AnswerParser(limits, new HeadMemory())
  for (const [text, body] of [
    [`${head('content-length: 4')}left`, 'left'],
    [`${chunked}1\r\na\r\n0\r\n\r\n`, 'a'],
    [`${chunked}2\r\nbc\r\n0\r\n\r\n`, 'bc'],
  ]) {
    parser.begin('GET')
    // As large as the most a body may have, if bytes of the one before were counted.
    expect(parser.push(Buffer.from(text!), text!.length)).toBe(text!.length)
    expect(parser.answer!.body.toString()).toBe(body)
  }
})
