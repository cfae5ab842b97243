import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { answerOf, clientOf, rejectionOf, serveRaw, transportNames } from './http-rig.ts'

describe.each(transportNames)('over %s', (transport) => {
  /** Answers all but what asks for "/never". */
  const serveMost = () =>
    serveRaw((socket, request) => {
      if (!request.includes(' /never')) socket.write(answerOf('ok'))
    })

  test('what takes too long rejects, and its connection is used no more', async () => {
    const clock = new VirtualClock()
    const server = await serveMost()
    const client = clientOf(server.url, { transport, clock, connections: 1, timeoutMs: 2_000 })
    await client.get('/')
    const rejected = rejectionOf(client.get('/never'))
    const waiting = rejectionOf(client.get('/never', { timeoutMs: 500 }))
    expect(await clock.run(waiting)).toEqual({
      reason: 'http timeout',
      message: 'GET /never: no answer within 500 ms: it waited for a free connection',
    })
    expect(clock.now()).toBe(500)
    expect(await clock.run(rejected)).toEqual({
      reason: 'http timeout',
      message: 'GET /never: no answer within 2,000 ms: no byte of the answer had come',
    })
    expect(clock.now()).toBe(2_000)
    expect((await client.get('/')).text()).toBe('ok')
    expect(server.connections).toBe(2)
    expect(client.stats()).toMatchObject({
      failures: { 'http timeout': 2 },
      connections: { opened: 2, reconnects: 1 },
    })
  })

  test('the deadline of a request that is over ends nothing', async () => {
    const clock = new VirtualClock()
    let answer = (): void => {}
    const server = await serveRaw((socket, request) => {
      if (request.includes(' /later')) answer = () => socket.write(answerOf('late'))
      else socket.write(answerOf('ok'))
    })
    const client = clientOf(server.url, { transport, clock, timeoutMs: 5_000 })
    await client.get('/', { timeoutMs: 1_000 })
    const late = client.get('/later')
    await clock.run(sleep(clock, 2_000))
    while (server.requests.length < 2) await new Promise((resolve) => setImmediate(resolve))
    answer()
    expect((await late).text()).toBe('late')
  })

  test('a check that aborts its own call ends no other: the connection carries the next one already', async () => {
    let answer = (): void => {}
    const server = await serveRaw((socket, request) => {
      if (request.includes(' /b')) setImmediate(() => socket.write(answerOf('b')))
      else answer = () => socket.write(answerOf('a'))
    })
    const client = clientOf(server.url, { transport, connections: 1 })
    const abort = new AbortController()
    const check = (): boolean => {
      abort.abort()
      return true
    }
    const both = [client.get('/a', { signal: abort.signal, check }), client.get('/b')]
    while (server.requests.length < 1) await new Promise((resolve) => setImmediate(resolve))
    answer()
    expect((await Promise.all(both)).map((each) => each.text())).toEqual(['a', 'b'])
    expect(server.connections).toBe(1)
  })

  test('one signal for many calls has one listener', async () => {
    const server = await serveMost()
    const client = clientOf(server.url, { transport, connections: 2 })
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 12 }, () => client.get('/', { signal })))
    const abort = new AbortController()
    const calls = Array.from({ length: 12 }, () =>
      rejectionOf(client.get('/never', { signal: abort.signal })),
    )
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    abort.abort(new Error('enough'))
    expect((await Promise.all(calls)).map(({ message }) => message)).toEqual(Array(12).fill('enough'))
  })

  test('half an answer is none', async () => {
    const clock = new VirtualClock()
    let arrived = (): void => {}
    const asked = new Promise<void>((resolve) => (arrived = resolve))
    const server = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', () => setImmediate(arrived))
    })
    const client = clientOf(server.url, { transport, clock })
    const rejected = rejectionOf(client.get('/'))
    await asked
    expect(await clock.run(rejected)).toMatchObject({
      reason: 'http timeout',
      message: expect.stringMatching(
        /^GET \/: no answer within 30,000 ms: (the answer was not over|no byte)/,
      ),
    })
  })

  test('a signal ends a request with its reason', async () => {
    const server = await serveMost()
    const client = clientOf(server.url, { transport, connections: 1 })
    const controller = new AbortController()
    const rejected = rejectionOf(client.get('/never', { signal: controller.signal }))
    const waiting = client.get('/')
    controller.abort(new Error('enough'))
    expect(await rejected).toMatchObject({ message: 'enough' })
    expect((await waiting).text()).toBe('ok')
    expect(await rejectionOf(client.get('/', { signal: controller.signal }))).toMatchObject({
      message: 'enough',
    })
    expect(client.stats()).toMatchObject({ requests: 2, failures: { 'http aborted': 1 } })
  })

  test('a signal is let go of when the request is over', async () => {
    const server = await serveMost()
    const client = clientOf(server.url, { transport })
    const { signal } = new AbortController()
    let listeners = 0
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args))
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args))
    await client.get('/', { signal })
    await rejectionOf(client.get('/', { signal, expectStatus: 404 }))
    expect(listeners).toBe(0)
  })

  test('closing rejects what is under way and what waits, and leaves no connection', async () => {
    const server = await serveMost()
    const client = clientOf(server.url, { transport, connections: 2 })
    await client.get('/')
    const rejected = ['/never', '/never', '/never'].map((path) => rejectionOf(client.get(path)))
    await client.close()
    for (const rejection of rejected)
      expect(await rejection).toEqual({
        reason: 'http client closed',
        message: 'GET /never: the client was closed',
      })
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http client closed' })
    await client.close()
    await server.emptied()
    expect(client.stats().failures).toEqual({ 'http client closed': 3 })
  })

  test('a connection that was idle for too long is not used', async () => {
    let nowMs = 0
    const clock = { now: () => nowMs, after: () => () => {}, yield: async () => {} }
    const server = await serveMost()
    const client = clientOf(server.url, { transport, clock, maxIdleMs: 1_000 })
    await client.get('/')
    nowMs = 1_000
    await client.get('/')
    expect(server.connections).toBe(1)
    nowMs = 2_001
    await client.get('/')
    expect(server.connections).toBe(2)
    expect(client.stats().connections.opened).toBe(2)
  })
})
