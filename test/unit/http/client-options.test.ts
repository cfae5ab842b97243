import { describe, expect, test } from 'vitest'
import { resolveClientOptions } from '../../../src/http/client-options.ts'
import { httpMetrics } from '../../../src/http/http-metrics.ts'
import { loadUndici } from '../../../src/http/undici/load-undici.ts'

function problemsOf(options: unknown): string[] {
  try {
    resolveClientOptions(options)
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}
const baseUrl = 'http://127.0.0.1:1'

describe('options', () => {
  test('apply with their defaults', () => {
    expect(resolveClientOptions({ baseUrl })).toMatchObject({
      connections: 256,
      timeoutMs: 30_000,
      expectStatus: '2xx',
      redirects: 0,
      keepAlive: true,
      maxIdleMs: 4_000,
      retryStale: true,
      maxHeadBytes: 65_536,
      maxBodyBytes: 67_108_864,
      transport: 'direct',
    })
  })

  test.each([
    ['https:', { baseUrl: 'https://127.0.0.1:1' }],
    ['tls', { baseUrl, tls: {} }],
    ['a dispatcher', { baseUrl, dispatcher: { dispatch: () => true } }],
  ])('choose undici for %s', (_, options) => {
    expect(resolveClientOptions(options).transport).toBe('undici')
  })

  test('tell every problem at once', () => {
    const wrong = {
      baseUrl: 'http://me@127.0.0.1/?a#b',
      connections: 0,
      timeoutMs: '5 s',
      expectStatus: [],
      check: true,
      redirects: -1,
      keepAlive: 'yes',
      transport: 'direct',
      tls: 5,
      metrics: { httpEnd: 5 },
      clock: {},
      headers: { host: 'ok', 'transfer-encoding': 'chunked' },
      timeout: 5,
    }
    expect(problemsOf(wrong)).toEqual([
      'baseUrl: expected a URL of http: or https:, without user, "?" and "#", got "http://me@127.0.0.1/?a#b"',
      'connections: expected a whole number above 0, got 0',
      'timeoutMs: expected a number of milliseconds above 0, got "5 s"',
      'expectStatus: expected a status, a list of them, "2xx" to "5xx", or "any", got []',
      'check: expected a function, got true',
      'redirects: expected a whole number of 0 or more, got -1',
      'keepAlive: expected true or false, got "yes"',
      'tls: expected an object of options of tls.connect, got 5',
      'metrics: expected what httpMetrics() made, got {"httpEnd":5}',
      'clock: expected a clock, got {}',
      expect.stringMatching(/^timeout: expected one of baseUrl, .*; did you mean "timeoutMs"\?$/),
      'headers["transfer-encoding"]: expected no such header: the client sets it, got "transfer-encoding"',
      'tls: expected nothing where `transport` is "direct", got 5',
    ])
    expect(problemsOf(undefined)).toEqual(['options: expected an object, got nothing'])
  })

  test('refuse what cannot be together', () => {
    expect(problemsOf({ baseUrl: 'https://127.0.0.1', transport: 'direct' })).toEqual([
      'transport: expected "undici" for https:, got "direct"; did you mean "undici"?',
    ])
    expect(problemsOf({ baseUrl, tls: {}, dispatcher: { dispatch: () => true } })).toEqual([
      'tls: expected nothing beside `dispatcher`, which has its own, got {}',
    ])
  })

  test('metrics take statuses', () => {
    expect(Object.keys(httpMetrics({ statuses: [429] }))).toContain('http429')
    expect(() => httpMetrics({ statuses: [20] })).toThrow(
      'statuses[0]: expected a status from 200 to 999, got 20',
    )
  })
})

test.each([
  ['MODULE_NOT_FOUND', 'transport: expected the package undici (npm install --save-dev undici@7)'],
  ['EACCES', 'not to be read'],
])('undici that is not to be had (%s) is told as what it is', (code, message) => {
  const load = (): never => {
    throw Object.assign(new Error('not to be read'), { code })
  }
  expect(() => loadUndici(load)).toThrow(message)
  expect(loadUndici()).toHaveProperty('Client')
})
