import { once } from 'node:events'
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
  permissions: [],
}

test('a connection of a fenced file is none that a sealed scenario may write to', async () => {
  const policy: { -readonly [Name in keyof Policy]: Policy[Name] } = { ...fenced }
  const blocked: string[] = []
  const server = net.createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const restore = network.install(policy, (what, whereTo, allowed) => {
    if (allowed) return true
    blocked.push(`${what} ${whereTo}`)
    throw new Error('blocked')
  })
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
