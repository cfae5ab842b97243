import dgram from 'node:dgram'
import { once } from 'node:events'
import http2 from 'node:http2'
import net from 'node:net'
import { expect, test } from 'vitest'
import { network } from '../../../src/isolation/guards/network.ts'
import type { Policy } from '../../../src/isolation/policy.ts'

const fenced: Policy = {
  strength: 'fenced',
  allow: { hosts: [], folders: [], modules: [], commands: [] },
  forbiddenModules: [],
  root: '/project',
  ownFolders: [],
  ownSockets: [],
  enforce: true,
  permissions: [],
}

/** Installs the guard on a policy that may be changed, and writes down what it blocked. */
function guarded(): {
  policy: { -readonly [Name in keyof Policy]: Policy[Name] }
  blocked: string[]
  restore: () => void
} {
  const policy = { ...fenced }
  const blocked: string[] = []
  const restore = network.install(policy, (what, whereTo, allowed) => {
    if (allowed) return true
    blocked.push(`${what} ${whereTo}`)
    throw new Error('blocked')
  })
  return { policy, blocked, restore }
}

test('a connection of a fenced file is none that a sealed scenario may write to', async () => {
  const server = net.createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const { policy, blocked, restore } = guarded()
  const client = net.connect(port, '127.0.0.1')
  try {
    client.write('one')
    expect(String(await once(client, 'data'))).toBe('one')
    policy.strength = 'sealed'
    client.write('two')
    expect(await once(client, 'error')).toMatchObject([{ message: 'blocked' }])
    expect(blocked).toEqual([`net.write 127.0.0.1:${port}`])
  } finally {
    restore()
    client.destroy()
    server.close()
  }
})

test('nor may it ask anything of an HTTP/2 session of that time', async () => {
  const server = http2.createServer((_, answer) => void answer.end('yes')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const { policy, blocked, restore } = guarded()
  const session = http2.connect(`http://127.0.0.1:${port}`)
  try {
    await once(session, 'connect')
    expect(String(await once(session.request({ ':path': '/' }), 'data'))).toBe('yes')
    policy.strength = 'sealed'
    expect(() => session.request({ ':path': '/' })).toThrow('blocked')
    expect(blocked).toEqual([`http2.request 127.0.0.1:${port}`])
  } finally {
    restore()
    session.destroy()
    server.close()
  }
})

test('nor send by a UDP socket that was connected', async () => {
  const { policy, blocked, restore } = guarded()
  const socket = dgram.createSocket('udp4')
  try {
    socket.connect(9, '127.0.0.1')
    await once(socket, 'connect')
    socket.send('one')
    policy.strength = 'sealed'
    expect(() => socket.send('two')).toThrow('blocked')
    expect(blocked).toEqual(['dgram.send 127.0.0.1:9'])
  } finally {
    restore()
    socket.close()
  }
})
