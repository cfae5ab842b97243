import { describe, expect, test } from 'vitest'
import { realClock } from '../../../src/foundation/clock.ts'
import type { HttpClientOptions } from '../../../src/http/client-options.ts'
import { answerOf, clientOf, rejectionOf, serveRaw, transportNames } from './http-rig.ts'

/** Time that passes only where it is skipped: connections lie idle, and answers are late, without a wait. */
function skippingClock() {
  let nowMs = 0
  const skip = (ms: number): void => {
    nowMs += ms
  }
  return { ...realClock, now: () => nowMs, skip }
}

describe.each(transportNames)('over %s', (transport) => {
  /** A client whose one connection has been used, and lay idle for so long. */
  const idleClient = async (url: string, idleMs = 2_000, options: Partial<HttpClientOptions> = {}) => {
    const clock = skippingClock()
    const client = clientOf(url, { transport, clock, ...options })
    await client.get('/')
    clock.skip(idleMs)
    return { client, clock }
  }

  /** Answers the first request of each connection, and closes it on the second: as one that had been closed while idle. */
  const serveOnce = () =>
    serveRaw((socket, _, { onSocket }) => {
      if (onSocket === 1) socket.write(answerOf('ok'))
      else socket.end()
    })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    '%s is sent again, once, on a fresh connection',
    async (method) => {
      const server = await serveOnce()
      const { client } = await idleClient(server.url)
      expect((await client.request({ method, path: '/' })).status).toBe(200)
      expect([server.connections, server.requests.length]).toEqual([2, 3])
      expect(client.stats()).toMatchObject({
        requests: 2,
        retries: 1,
        connections: { opened: 2, reconnects: 1 },
      })
    },
  )

  test.each(['POST', 'PATCH'])('%s is not: the server may have done it', async (method) => {
    const server = await serveOnce()
    const { client } = await idleClient(server.url)
    expect(await rejectionOf(client.request({ method, path: '/' }))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(2)
    expect(client.stats()).toMatchObject({ retries: 0, failures: { 'http closed': 1 } })
  })

  test('not where the option says so', async () => {
    const server = await serveOnce()
    const { client } = await idleClient(server.url, 2_000, { retryStale: false })
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(2)
  })

  test('not on the first use of a connection', async () => {
    const server = await serveRaw((socket) => socket.end())
    expect(await rejectionOf(clientOf(server.url, { transport }).get('/'))).toMatchObject({
      reason: 'http closed',
    })
    expect(server.requests).toHaveLength(1)
  })

  test('not after a byte of the answer', async () => {
    const half = 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'
    const server = await serveRaw((socket, _, { onSocket }) => {
      if (onSocket === 1) socket.write(answerOf('ok'))
      else socket.end(half)
    })
    const { client } = await idleClient(server.url)
    expect(await rejectionOf(client.get('/'))).toMatchObject({
      reason: expect.stringMatching(/^http (closed|malformed answer)$/),
    })
    expect(server.requests).toHaveLength(2)
  })

  test('not twice', async () => {
    const server = await serveRaw((socket, _, { inAll }) => {
      if (inAll === 1) socket.write(answerOf('ok'))
      else socket.end()
    })
    const { client } = await idleClient(server.url)
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(3)
  })

  test('not where the connection was hardly idle: the server had the request, and lost the answer', async () => {
    const server = await serveOnce()
    const { client } = await idleClient(server.url, 500)
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(2)
  })

  test('not where word of its end came late: the server may have worked on it', async () => {
    let late = (): void => {}
    const server = await serveRaw((socket, _, { onSocket }) => {
      if (onSocket === 1) return socket.write(answerOf('ok'))
      late()
      socket.end()
    })
    const { client, clock } = await idleClient(server.url)
    late = () => clock.skip(500)
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(2)
  })

  test('with one connection, the retry comes before what waits', async () => {
    const server = await serveOnce()
    const { client } = await idleClient(server.url, 2_000, { connections: 1 })
    const done: string[] = []
    const get = async (path: string) => {
      await client.get(path)
      done.push(path)
    }
    // The second has its answer from the connection that the first was sent again on: it closes no more.
    await Promise.all([get('/a'), get('/b').catch(() => done.push('/b failed'))])
    expect(done).toEqual(['/a', '/b failed'])
    expect(client.stats()).toMatchObject({ retries: 1, connections: { opened: 2 } })
  })
})
