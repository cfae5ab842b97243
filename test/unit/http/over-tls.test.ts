import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, rejectionOf } from './http-rig.ts'
import { selfSigned } from './self-signed.ts'

let server: Server
let url: string

beforeAll(async () => {
  server = createServer(selfSigned, (request, response) => response.end(request.url))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

test('https: with a certificate that is trusted', async () => {
  const client = clientOf(url, { tls: { ca: selfSigned.cert } })
  const first = await client.get('/a')
  expect(first.text()).toBe('/a')
  expect(first.timings.connectMs).toBeGreaterThan(0)
  expect((await client.get('/b')).timings.connectMs).toBe(0)
  expect(client.stats().connections).toEqual({ opened: 1, reconnects: 0 })
})

test('one that is not trusted rejects', async () => {
  expect(await rejectionOf(clientOf(url).get('/'))).toMatchObject({
    reason: 'http DEPTH_ZERO_SELF_SIGNED_CERT',
  })
})

test('over a dispatcher of the user, which is left open', async () => {
  const dispatcher = new Agent({ connect: { ca: selfSigned.cert } })
  const client = clientOf(url, { dispatcher })
  expect((await client.get('/a')).text()).toBe('/a')
  const controller = new AbortController()
  const rejected = rejectionOf(client.get('/b', { signal: controller.signal }))
  controller.abort(new Error('enough'))
  expect(await rejected).toMatchObject({ message: 'enough' })
  await client.close()
  const { statusCode, body } = await dispatcher.request({ origin: url, path: '/c', method: 'GET' })
  expect([statusCode, await body.text()]).toEqual([200, '/c'])
  await dispatcher.close()
})
