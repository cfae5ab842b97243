import { describe, expect, test } from 'vitest'
import { answerOf, clientOf, rejectionOf, serveRaw, transportNames } from './http-rig.ts'

describe.each(transportNames)('over %s', (transport) => {
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
      const client = clientOf(server.url, { transport })
      await client.get('/')
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
    const client = clientOf(server.url, { transport })
    await client.get('/')
    expect(await rejectionOf(client.request({ method, path: '/' }))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(2)
    expect(client.stats()).toMatchObject({ retries: 0, failures: { 'http closed': 1 } })
  })

  test('not where the option says so', async () => {
    const server = await serveOnce()
    const client = clientOf(server.url, { transport, retryStale: false })
    await client.get('/')
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
    const client = clientOf(server.url, { transport })
    await client.get('/')
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
    const client = clientOf(server.url, { transport })
    await client.get('/')
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http closed' })
    expect(server.requests).toHaveLength(3)
  })

  test('with one connection, the retry comes before what waits', async () => {
    const server = await serveOnce()
    const client = clientOf(server.url, { transport, connections: 1 })
    await client.get('/')
    const done: string[] = []
    await Promise.all(
      ['/a', '/b'].map(async (path) => {
        await client.get(path)
        done.push(path)
      }),
    )
    expect(done).toEqual(['/a', '/b'])
    expect(client.stats()).toMatchObject({ retries: 2, connections: { opened: 3, reconnects: 2 } })
  })
})
