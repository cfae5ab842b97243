import type { CleanFile } from './clean-file.ts'

/** Clients and servers on loopback. */
export const network: CleanFile = {
  strength: 'fenced',
  head: `
import dgram from 'node:dgram'
import { once } from 'node:events'
import fs from 'node:fs'
import http, { createServer } from 'node:http'
import crypto from 'node:crypto'
import http2 from 'node:http2'
import tls from 'node:tls'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { httpClient, httpMetrics } from 'vitest-stress/http'
import * as undici from 'undici'
const load = { executor: 'shared-iterations', iterations: 6, concurrency: 2 } as const
const listening = async (server) => (await once(server, 'listening'), server.address().port)
let web, echo, second, url, port, h2
const path = join(tmpdir(), 'clean.sock')
const agent = new http.Agent({ keepAlive: true })
beforeAll(async () => {
  fs.rmSync(path, { force: true })
  web = createServer((request, answer) => { if (request.url === '/events') { answer.writeHead(200, { 'content-type': 'text/event-stream' }); answer.end('data: x\\n\\n') } else request.resume().on('end', () => answer.end('yes')) })
  url = 'http://127.0.0.1:' + (await listening(web.listen(0, '127.0.0.1')))
  echo = net.createServer((socket) => socket.on('error', () => {}).pipe(socket))
  port = await listening(echo.listen(0, '127.0.0.1'))
  second = http2.createServer((_, answer) => answer.end('yes'))
  h2 = 'http://127.0.0.1:' + (await listening(second.listen(0, '127.0.0.1')))
})
afterAll(async () => { agent.destroy(); web.closeAllConnections(); web.close(); echo.close(); second.close() })
const text = async (answer) => { if ((await answer.text()) !== 'yes') throw new Error('no') }
const get = (options) => new Promise((resolve, reject) => http.get(url, options, (answer) => answer.resume().on('end', resolve)).on('error', reject))
const psk = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
const key = { psk: Buffer.alloc(16, 1), identity: 'orders' }
/** Says yes to whoever asks for WebSockets, one word, and good bye. */
const sockets = () => createServer().on('upgrade', (request, socket) => {
  const accept = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n')
  socket.on('error', () => {}).resume().write(Buffer.from([0x81, 3, 121, 101, 115])); socket.end(Buffer.from([0x88, 0]))
})
const served = (make) => async () => { const server = make(); const at = await listening(server.listen(0, '127.0.0.1')); return { at, close: () => new Promise((resolve) => server.close(resolve)) } }
/** What a client of WebSockets does: asks for another protocol, and speaks over the socket it is given. */
const upgrade = async () => {
  const socket = net.connect(port, '127.0.0.1'); await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\\r\\nUpgrade: websocket\\r\\n\\r\\n'); await once(socket, 'data'); socket.end(); await once(socket, 'close')
}`,
  scenarios: {
    fetch: '{ load }, async () => text(await fetch(url))',
    'fetch of a body':
      "{ load }, async () => text(await fetch(url, { method: 'POST', body: 'x', signal: AbortSignal.timeout(20_000) }))",
    'node:http': '{ load }, () => get({})',
    'node:http, kept alive': '{ load, leaks: { allow: [{ kind: "socket" }] } }, () => get({ agent })',
    undici: '{ load }, async () => { const { body } = await undici.request(url); await body.text() }',
    'a pool of undici':
      '{ load, target: () => new undici.Pool(url) }, async ({ target }) => { const { body } = await target.request({ path: "/", method: "GET" }); await body.text() }',
    'the HTTP client':
      '{ load, target: () => httpClient({ baseUrl: url }), metrics: httpMetrics() }, ({ target }) => target.get("/")',
    'the HTTP client over undici':
      '{ load, target: () => httpClient({ baseUrl: url, transport: "undici" }) }, ({ target, iteration }) => target.get("/", { signal: iteration.signal })',
    'a socket':
      "{ load }, async () => { const socket = net.connect(port, '127.0.0.1'); socket.write('x'); await once(socket, 'data'); socket.destroy() }",
    'another protocol': '{ load }, upgrade',
    'a connection for the run':
      "{ load, target: async () => { const socket = net.connect(port, '127.0.0.1'); await once(socket, 'connect'); return { socket, close: () => socket.destroy() } } }, async ({ target }) => { target.socket.write('x') }",
    'HTTP/2':
      "{ load, target: () => { const session = http2.connect(h2); return { session, close: () => new Promise((resolve) => session.close(resolve)) } } }, async ({ target }) => { const stream = target.session.request({ ':path': '/' }); stream.resume(); await once(stream, 'end') }",
    'a server of its own':
      "{ load, target: async () => { const server = createServer((_, answer) => answer.end('yes')).listen(0, '127.0.0.1'); return { url: 'http://127.0.0.1:' + (await listening(server)), close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() }) } } }, async ({ target }) => text(await fetch(target.url))",
    UDP: "{ load }, async () => { const socket = dgram.createSocket('udp4'); socket.send('x', port, '127.0.0.1', () => socket.close()); await once(socket, 'close') }",
    'a socket in the temporary folder':
      "{ load: { ...load, concurrency: 1 } }, async () => { const server = net.createServer((socket) => socket.end('x')).listen(path); await once(server, 'listening'); const socket = net.connect(path); await once(socket.resume(), 'close'); server.close(); await once(server, 'close') }",
    TLS: "{ load, target: served(() => tls.createServer({ ...psk, pskCallback: () => key.psk, pskIdentityHint: '' }, (socket) => socket.on('error', () => {}).end('yes'))) }, async ({ target }) => { const socket = tls.connect({ ...psk, port: target.at, host: '127.0.0.1', pskCallback: () => key, checkServerIdentity: () => undefined }); await once(socket.resume(), 'close') }",
    WebSocket:
      "{ load, target: served(sockets) }, async ({ target }) => { if (typeof WebSocket === 'undefined') return; const socket = new WebSocket('ws://127.0.0.1:' + target.at); await new Promise((resolve, reject) => { socket.onclose = resolve; socket.onerror = () => reject(new Error('no')) }) }",
    'localhost by its name':
      "{ load }, async () => text(await fetch(url.replace('127.0.0.1', 'localhost')).catch(() => fetch(url)))",
  },
}
