import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { tearDown } from '../../../../src/chaos/tcp/tear-down.ts'
import { TcpProxy } from '../../../../src/chaos/tcp/tcp-proxy.ts'
import { bytesOf, startRig, type Peer, type Rig } from './tcp-rig.ts'

let rig: Rig | null = null
afterEach(async () => {
  await rig?.close()
  rig = null
})

describe('a proxy without a fault', () => {
  test('passes on the bytes as they are, however they are written', async () => {
    rig = await startRig()
    const { connect, connectDirectly } = rig
    const sizes = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(sizes, async (sizes) => {
        const [through, directly] = await Promise.all(
          [connect, connectDirectly].map(async (open) => {
            const peer = await open()
            for (const [index, size] of sizes.entries()) peer.socket.write(bytesOf(size, index))
            peer.socket.end()
            await peer.over
            return peer.received
          }),
        )
        expect(through!.equals(directly!)).toBe(true)
        expect(through!.length).toBe(sizes.reduce((sum, size) => sum + size))
      }),
      { numRuns: 20 },
    )
  })

  test('carries many megabytes on many connections at once, and counts them', async () => {
    rig = await startRig()
    const size = 2 ** 19
    const clients = await Promise.all(Array.from({ length: 10 }, rig.connect))
    await rig.accepted(9)
    expect(rig.proxy.stats).toMatchObject({ connections: 10, openConnections: 10 })
    await Promise.all(
      clients.map(async ({ socket, over }, index) => {
        socket.end(bytesOf(size, index))
        expect(await over).toBe('end')
      }),
    )
    await rig.emptied()
    for (const [index, { received }] of clients.entries())
      expect(digest(received)).toBe(digest(bytesOf(size, index)))
    expect(rig.proxy.stats).toEqual({
      connections: 10,
      openConnections: 0,
      toServerBytes: 10 * size,
      toClientBytes: 10 * size,
    })
  })

  test('leaves a half-closed connection open the other way', async () => {
    rig = await startRig(({ socket }) => socket.on('end', () => socket.end('said after the end')))
    const client = await rig.connect()
    client.socket.end('all I have')
    expect(await client.over).toBe('end')
    expect(client.received.toString()).toBe('said after the end')
    expect((await rig.accepted(0)).received.toString()).toBe('all I have')
  })

  test('a server that is not there: the client reads a reset', async () => {
    rig = await startRig()
    await rig.stopServer()
    const client = await rig.connect()
    expect(await client.over).toBe('ECONNRESET')
  })
})

describe('ends in every order', () => {
  const ways: Record<string, (peer: Peer) => void> = {
    end: ({ socket }) => socket.end(),
    destroy: ({ socket }) => socket.destroy(),
    reset: ({ socket }) => tearDown(socket),
  }
  const orders = Object.keys(ways).flatMap((way) => [
    ['the client', way] as const,
    ['the server', way] as const,
  ])

  test.each(orders)('%s does %s first', async (who, way) => {
    rig = await startRig(() => {})
    const client = await rig.connect()
    const server = await rig.accepted(0)
    client.socket.write('a')
    server.socket.write('b')
    await Promise.all([client.receives(1), server.receives(1)])
    const [first, other] = who === 'the client' ? [client, server] : [server, client]
    ways[way]!(first)
    expect(await other.over).toBe(way === 'reset' ? 'ECONNRESET' : 'end')
    other.socket.end()
    await Promise.all([first.closed, other.closed])
    await rig.emptied()
  })
})

test.each(['at once', 'while its end is on the way'])('a socket is torn down %s', async (when) => {
  rig = await startRig(() => {})
  const client = await rig.connectDirectly()
  const server = await rig.accepted(0)
  if (when !== 'at once') client.socket.end()
  tearDown(client.socket)
  await client.closed
  expect(await server.over).toBe(when === 'at once' ? 'ECONNRESET' : 'end')
})

describe('start and close', () => {
  test('close resets what is open, gives the port back and leaves nothing', async () => {
    const handles = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length
    const before = handles()
    rig = await startRig()
    const clients = await Promise.all(Array.from({ length: 5 }, rig.connect))
    const { port } = rig.proxy
    await rig.proxy.close()
    expect(rig.proxy.stats.openConnections).toBe(0)
    for (const { over } of clients) expect(await over).toBe('ECONNRESET')
    const next = createServer()
    await new Promise<void>((resolve) => next.listen(port, '127.0.0.1', resolve))
    await new Promise((resolve) => next.close(resolve))
    await rig.proxy.close()
    await rig.close()
    rig = null
    await new Promise((resolve) => setImmediate(resolve))
    expect(handles()).toBe(before)
  })

  test('what is wrong with the options is told at once', async () => {
    const start = TcpProxy.start({ to: { host: '', port: 0 }, prot: 5 } as never)
    await expect(start).rejects.toThrow(/TcpProxy\.start: 2 problems/)
    await expect(TcpProxy.start({ to: 70_000 })).rejects.toThrow('expected a port from 1 to 65535, or')
  })

  test('a port that is taken is an error of the system', async () => {
    rig = await startRig()
    const start = TcpProxy.start({ to: 1, port: rig.serverPort })
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

const digest = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex')
