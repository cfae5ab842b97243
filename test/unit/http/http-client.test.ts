import { describe, expect, test } from 'vitest'
import { answerOf, clientOf, rejectionOf, serve, serveRaw, transportNames } from './http-rig.ts'

describe.each(transportNames)('over %s', (transport) => {
  test('requests arrive as they were meant', async () => {
    const url = await serve(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const { method, url, headers } = request
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(parts).toString() }))
    })
    const host = new URL(url).host
    const client = clientOf(`${url}/base/`, { transport, headers: { 'X-All': 'a', 'x-both': 'client' } })
    const of = async (answer: Promise<{ json(): unknown }>): Promise<unknown> => {
      const seen = (await answer).json() as { headers: Record<string, string> }
      delete seen.headers['connection']
      return seen
    }
    const headers = { host, 'x-all': 'a', 'x-both': 'client' }
    expect(await of(client.get('/a?b=%20'))).toEqual({
      method: 'GET',
      url: '/base/a?b=%20',
      headers,
      body: '',
    })
    expect(await of(client.get('/', { headers: { 'X-Both': 'own' } }))).toMatchObject({
      headers: { ...headers, 'x-both': 'own' },
    })
    expect(await of(client.post('/', { json: { ü: 1 } }))).toMatchObject({
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': '8' },
      body: '{"ü":1}',
    })
    expect(await of(client.put('/', { body: Buffer.from([0x61, 0x62]) }))).toMatchObject({
      method: 'PUT',
      body: 'ab',
    })
    expect(await of(client.patch('/'))).toMatchObject({ method: 'PATCH', headers: { 'content-length': '0' } })
    expect(await of(client.delete('/x'))).toEqual({ method: 'DELETE', url: '/base/x', headers, body: '' })
    expect(await of(client.request({ method: 'QUERY', path: '/', body: 'ä' }))).toMatchObject({ body: 'ä' })
    expect(client.stats().connections).toEqual({ opened: 1, reconnects: 0 })
  })

  test('an answer has status, headers, body and timings', async () => {
    const url = await serve((request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2'])
      response.writeHead(201, { 'X-Id': '5' }).end(request.method === 'HEAD' ? undefined : 'größe')
    })
    const client = clientOf(url, { transport })
    const first = await client.get('/')
    expect(first).toMatchObject({ status: 201, headers: { 'x-id': '5', 'set-cookie': ['a=1', 'b=2'] } })
    expect(first.text()).toBe('größe')
    expect(first.bytes).toEqual(Buffer.from('größe'))
    const { queuedMs, connectMs, firstByteMs, endMs } = first.timings
    expect(queuedMs).toBe(0)
    expect(connectMs).toBeGreaterThan(0)
    expect(firstByteMs).toBeGreaterThanOrEqual(connectMs)
    expect(endMs).toBeGreaterThanOrEqual(firstByteMs)
    expect((await client.get('/')).timings.connectMs).toBe(0)
    expect((await client.head('/')).bytes).toHaveLength(0)
    expect(await rejectionOf(client.get('/', { check: (response) => response.json() === 1 }))).toEqual({
      reason: 'http check',
      message: 'GET /: the check threw: GET /: the body is not JSON: "größe" ("größe")',
    })
    expect(client.stats()).toEqual({
      requests: 4,
      statuses: { 201: 4 },
      failures: { 'http check': 1 },
      bodyBytes: 21,
      connections: { opened: 1, reconnects: 0 },
      retries: 0,
    })
  })

  test('a status that was not expected rejects with it', async () => {
    const url = await serve(({ url }, response) => response.writeHead(Number(url!.slice(1))).end('busy'))
    const client = clientOf(url, { transport })
    const error = await client.get('/503').catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'HttpError', reason: 'http 503', response: { status: 503 } })
    expect((error as Error).message).toBe('GET /503: expected 2xx, got 503 ("busy")')
    expect(await client.get('/404', { expectStatus: 404 })).toMatchObject({ status: 404 })
    expect(await client.get('/404', { expectStatus: [200, 404] })).toMatchObject({ status: 404 })
    expect(await client.get('/500', { expectStatus: 'any' })).toMatchObject({ status: 500 })
    expect(await rejectionOf(client.get('/200', { expectStatus: [404, 410] }))).toMatchObject({
      reason: 'http 200',
      message: 'GET /200: expected 404 or 410, got 200 ("busy")',
    })
    const lenient = clientOf(url, { transport, expectStatus: '4xx' })
    expect(await lenient.get('/429')).toMatchObject({ status: 429 })
    expect(await rejectionOf(lenient.get('/200'))).toMatchObject({ reason: 'http 200' })
  })

  test('checks of the client and of the request must both hold', async () => {
    const url = await serve((_, response) => response.end('ab'))
    const client = clientOf(url, { transport, check: (response) => response.text().startsWith('a') })
    expect(await client.get('/', { check: (response) => response.text().endsWith('b') })).toMatchObject({
      status: 200,
    })
    expect(await rejectionOf(client.get('/', { check: () => false }))).toMatchObject({
      reason: 'http check',
      message: 'GET /: the check says no ("ab")',
    })
    expect(await rejectionOf(client.get('/', { check: (async () => true) as never }))).toMatchObject({
      message: 'GET /: the check must return true or false, got a promise ("ab")',
    })
    const never = clientOf(url, { transport, check: () => false })
    expect(await rejectionOf(never.get('/', { check: () => true }))).toMatchObject({ reason: 'http check' })
  })

  test('redirects are answers, unless they are followed', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/end') return response.end(request.method)
      const [, status, location] = /^\/(\d+)-(.*)$/.exec(request.url!)!
      response.writeHead(Number(status), { location: decodeURIComponent(location!) }).end()
    })
    const client = clientOf(url, { transport })
    expect(await rejectionOf(client.get('/302-end'))).toMatchObject({ reason: 'http 302' })
    const following = clientOf(url, { transport, redirects: 1 })
    expect((await following.get('/302-end')).text()).toBe('GET')
    expect((await following.post('/302-end', { body: 'x' })).text()).toBe('GET')
    expect((await following.put('/302-end', { body: 'x' })).text()).toBe('PUT')
    expect((await following.post('/307-end', { json: 1 })).text()).toBe('POST')
    expect((await following.put('/303-end', { body: 'x' })).text()).toBe('GET')
    expect(await rejectionOf(following.get('/302-302-end'))).toMatchObject({ reason: 'http 302' })
    const elsewhere = `/302-${encodeURIComponent('http://127.0.0.1:1/end')}`
    expect(await rejectionOf(following.get(elsewhere))).toMatchObject({ reason: 'http 302' })
  })

  test('no more connections than allowed, and the rest waits in turn', async () => {
    const held: (() => void)[] = []
    const url = await serve((request, response) => {
      // None is answered before three are there, so that fewer connections would wait for ever.
      held.push(() => response.end(request.url))
      if (held.length === 3) for (const answer of held.splice(0)) answer()
    })
    const client = clientOf(url, { transport, connections: 3 })
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => client.get(`/${index}`)))
    expect(answers.map((answer) => answer.text())).toEqual(answers.map((_, index) => `/${index}`))
    expect(client.stats().connections.opened).toBe(3)
    expect(answers[0]!.timings.queuedMs).toBe(0)
    expect(answers[29]!.timings.queuedMs).toBeGreaterThan(0)
  })

  test('a connection that the answer closes is opened anew, and counted', async () => {
    const server = await serveRaw((socket) => socket.end(answerOf('bye', 'connection: close', 'x-id:  5 \t')))
    const client = clientOf(server.url, { transport })
    for (let count = 0; count < 3; count++) {
      const answer = await client.get('/')
      expect([answer.text(), answer.headers['x-id']]).toEqual(['bye', '5'])
    }
    expect(server.connections).toBe(3)
    expect(client.stats()).toMatchObject({ connections: { opened: 3, reconnects: 2 }, retries: 0 })
  })

  test('without keep-alive each request has a connection of its own, and says so', async () => {
    const url = await serve(({ headers }, response) => response.end(headers.connection))
    const client = clientOf(url, { transport, keepAlive: false })
    expect((await client.get('/')).text()).toBe('close')
    expect((await client.get('/')).text()).toBe('close')
    expect(client.stats().connections).toEqual({ opened: 2, reconnects: 0 })
  })

  test('a body without a length ends with the connection', async () => {
    const server = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'))
    expect((await clientOf(server.url, { transport }).get('/')).text()).toBe('all of it')
  })

  test.each([
    [
      'a body cut short',
      'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf',
      /^http (closed|malformed answer)$/,
    ],
    ['chunks cut short', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf', /^http closed$/],
    ['half a head', 'HTTP/1.1 200 OK\r\ncont', /^http closed$/],
    ['nothing', '', /^http closed$/],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', /^http malformed answer$/],
    [
      'two ends',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      /^http malformed answer$/,
    ],
    ['too large a head', `HTTP/1.1 200 OK\r\na: ${'a'.repeat(300)}\r\n\r\n`, /^http answer too large$/],
    ['too large a body', answerOf('a'.repeat(201)), /^http answer too large$/],
  ])('%s rejects, and the next request has a connection of its own', async (_, text, reason) => {
    const server = await serveRaw((socket, _request, { inAll }) =>
      socket.end(inAll === 1 ? text : answerOf('ok')),
    )
    const client = clientOf(server.url, { transport, maxHeadBytes: 250, maxBodyBytes: 200 })
    const rejection = await rejectionOf(client.post('/'))
    expect(rejection).toMatchObject({ reason: expect.stringMatching(reason) })
    expect(rejection.message).toMatch(/^POST \/: /)
    expect((await client.get('/')).text()).toBe('ok')
    expect(server.connections).toBe(2)
  })

  test('nobody there rejects with what the system says', async () => {
    const server = await serveRaw(() => {})
    await server.close()
    const client = clientOf(server.url, { transport })
    expect(await rejectionOf(client.get('/'))).toMatchObject({ reason: 'http ECONNREFUSED' })
    expect(client.stats()).toMatchObject({ failures: { 'http ECONNREFUSED': 1 }, connections: { opened: 0 } })
  })

  test('bytes that follow an answer are not taken for the next one', async () => {
    const server = await serveRaw((socket, _, { inAll }) => {
      socket.write(inAll === 1 ? answerOf('first') + answerOf('of nobody') : answerOf('second'))
    })
    const client = clientOf(server.url, { transport, connections: 1 })
    expect((await client.get('/')).text()).toBe('first')
    expect((await client.get('/')).text()).toBe('second')
    expect(server.connections).toBe(2)
  })

  test('nor are bytes that come later', async () => {
    let sendMore = (): void => {}
    const server = await serveRaw((socket, _, { inAll }) => {
      socket.write(answerOf(inAll === 1 ? 'first' : 'second'))
      if (inAll === 1) sendMore = () => socket.write(answerOf('of nobody'))
    })
    const client = clientOf(server.url, { transport, connections: 1 })
    expect((await client.get('/')).text()).toBe('first')
    sendMore()
    await server.emptied()
    expect((await client.get('/')).text()).toBe('second')
  })

  test('an idle connection that the server has closed is not used, and counted once', async () => {
    const server = await serveRaw((socket, _, { inAll }) => {
      socket.write(answerOf('ok'))
      if (inAll === 1) setImmediate(() => socket.end())
    })
    const client = clientOf(server.url, { transport })
    await client.get('/')
    await server.emptied()
    const answers = await Promise.all([client.post('/'), client.post('/'), client.post('/')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(client.stats()).toMatchObject({ connections: { opened: 4, reconnects: 1 }, retries: 0 })
  })
})

// Not over undici, which lets the next request wait behind the one that is not taken in.
test('an answer before the request was taken in is one, and the next request has a connection of its own', async () => {
  const server = await serveRaw((socket, _, { inAll }) => {
    if (inAll === 1) socket.pause()
    socket.write(answerOf('ok'))
  })
  const client = clientOf(server.url)
  expect((await client.post('/', { body: Buffer.alloc(30_000_000) })).text()).toBe('ok')
  expect((await client.get('/')).text()).toBe('ok')
  expect(server.connections).toBe(2)
})

test('a call that is wrong says all that is, and sends nothing', async () => {
  const server = await serveRaw((socket) => socket.write(answerOf('')))
  const client = clientOf(server.url)
  const wrong = {
    method: 'get',
    path: 'x y',
    headers: { 'a b': '', ok: 'a\r\nb: c', 'Content-Length': '5', twice: '1', Twice: '2' },
    body: 5,
    timeoutMs: 0,
    expectStatus: '6xx',
    check: true,
    signal: 'no',
    jsn: {},
  }
  const { message } = await rejectionOf(client.request(wrong as never))
  expect(message.split('\n')).toEqual([
    'request: 12 problems',
    '  jsn: expected one of headers, body, json, signal, timeoutMs, expectStatus, check, got unknown option "jsn"; did you mean "json"?',
    '  method: expected a method in capitals, such as "GET", and not CONNECT, got "get"',
    '  path: expected a path that begins with "/", percent-encoded, without "#", got "x y"',
    '  body: expected a string or a Uint8Array, got 5',
    '  signal: expected an AbortSignal, got "no"',
    '  timeoutMs: expected a number of milliseconds above 0, got 0',
    '  expectStatus: expected a status, a list of them, "2xx" to "5xx", or "any", got "6xx"',
    '  check: expected a function, got true',
    '  headers["a b"]: expected a header name, got "a b"',
    '  headers["ok"]: expected a string without line breaks, of Latin-1 characters, got "a\\r\\nb: c"',
    '  headers["Content-Length"]: expected no such header: the client sets it, got "Content-Length"',
    '  headers["Twice"]: expected each header once, got "Twice"',
  ])
  for (const path of ['/a b', '/a\r\nx: y', '/ä', '/a#b', '', 'http://other/'])
    expect((await rejectionOf(client.get(path))).message).toContain('path: expected a path')
  expect((await rejectionOf(client.post('/', { body: 'a', json: 1 }))).message).toContain(
    'either `body` or `json`',
  )
  expect((await rejectionOf(client.post('/', { json: undefined }))).message).toContain('what JSON can say')
  expect((await rejectionOf(client.post('/', { json: () => 1 }))).message).toContain(
    'json: expected what JSON can say',
  )
  expect(server.requests).toEqual([])
  expect(client.stats().requests).toBe(0)
})
