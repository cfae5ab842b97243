import { afterEach, describe, expect, test } from 'vitest'
import type { Heal, WindowFault } from '../../../../src/chaos/fault.ts'
import { faults } from '../../../../src/chaos/faults.ts'
import { z } from '../../../../src/foundation/schema.ts'
import { bytesOf, echo, faultContext, startRig, type Peer, type Rig } from './tcp-rig.ts'

type Context = ReturnType<typeof faultContext>

let rig: Rig | null = null
afterEach(async () => {
  await rig?.close()
  rig = null
})

interface Case {
  kind: string
  parameters: Record<string, unknown>
  /** `client` was connected before the fault was opened. Asserts what the fault does meanwhile. */
  during: (rig: Rig, client: Peer, context: Context) => Promise<void>
  /** What the connection that was there has read when the fault is healed and 1,000 more bytes were sent: the echo, or this. */
  after?: 'end' | 'ECONNRESET'
  serve?: (peer: Peer) => void
}

const before = bytesOf(500, 1)
const meanwhile = bytesOf(5_000, 2)
const afterwards = bytesOf(1_000, 3)

/** All sizes are of the name, and seen is at least asked. */
function expectAtLeast({ told }: Context, name: string): void {
  expect(told.length).toBeGreaterThan(0)
  for (const size of told) {
    expect(size!.name).toBe(name)
    expect(size!.seen).toBeGreaterThanOrEqual(size!.asked)
  }
}

async function echoesMeanwhile(client: Peer): Promise<void> {
  client.socket.write(meanwhile)
  await client.receives(before.length + meanwhile.length)
}

const cases: Case[] = [
  {
    kind: 'tcp-latency',
    parameters: { delayMs: 20, jitterMs: 5 },
    async during(_, client, context) {
      await echoesMeanwhile(client)
      expectAtLeast(context, 'delayMs')
      for (const size of context.told) expect(Math.abs(size!.asked - 20)).toBeLessThanOrEqual(5)
      expect(new Set(context.told.map((size) => size!.asked)).size).toBeGreaterThan(1)
    },
  },
  {
    kind: 'tcp-bandwidth',
    parameters: { direction: 'to-server', bytesPerSecond: 100_000 },
    async during(_, client, context) {
      const fromMs = context.clock.now()
      await echoesMeanwhile(client)
      expect(context.clock.now() - fromMs).toBeGreaterThanOrEqual(50)
      expect(context.told.length).toBeGreaterThanOrEqual(3)
      for (const size of context.told) {
        expect(size).toMatchObject({ name: 'bytesPerSecond', asked: 100_000 })
        expect(size!.seen).toBeLessThanOrEqual(100_000)
      }
    },
  },
  {
    kind: 'tcp-slow-close',
    serve: ({ socket }) => {
      socket.on('data', (chunk) => socket.write(chunk))
      socket.on('end', () => {})
    },
    parameters: { delayMs: 30 },
    async during(rig, client, context) {
      await echoesMeanwhile(client)
      expect(context.told).toEqual([])
      const server = await rig.accepted(0)
      const fromMs = context.clock.now()
      server.socket.end()
      expect(await client.over).toBe('end')
      expect(context.clock.now() - fromMs).toBeGreaterThanOrEqual(30)
      expectAtLeast(context, 'delayMs')
    },
    after: 'end',
  },
  {
    kind: 'tcp-black-hole',
    parameters: { onHeal: 'deliver' },
    async during(rig, client, context) {
      client.socket.write(meanwhile)
      await firedOnce(context)
      expect((await rig.accepted(0)).received.length).toBe(before.length)
    },
  },
  {
    kind: 'tcp-black-hole',
    parameters: { onHeal: 'reset' },
    async during(rig, client, context) {
      client.socket.write(meanwhile)
      await firedOnce(context)
      expect((await rig.accepted(0)).received.length).toBe(before.length)
    },
    after: 'ECONNRESET',
  },
  {
    kind: 'tcp-one-way-partition',
    parameters: { direction: 'to-client' },
    async during(rig, client, context) {
      client.socket.write(meanwhile)
      // The other way is open: the server has it, and the client hears nothing.
      await (await rig.accepted(0)).receives(before.length + meanwhile.length)
      await firedOnce(context)
      expect(client.received.length).toBe(before.length)
    },
  },
  {
    kind: 'tcp-reset',
    parameters: { afterMs: 10 },
    async during(rig, client, context) {
      expect(await client.over).toBe('ECONNRESET')
      expect(await (await rig.accepted(0)).over).toBe('ECONNRESET')
      const next = await rig.connect()
      expect(await next.over).toBe('ECONNRESET')
      expect(context.told.length).toBe(2)
      expectAtLeast(context, 'afterMs')
    },
    after: 'ECONNRESET',
  },
  {
    kind: 'tcp-slicer',
    parameters: { direction: 'to-server', pieceBytes: 100, variationBytes: 40, delayMs: 1 },
    async during(_, client, context) {
      await echoesMeanwhile(client)
      const sizes = context.sizes()
      expect(sizes.reduce((sum, size) => sum + size)).toBe(meanwhile.length)
      expect(context.told[0]).toMatchObject({ name: 'pieceBytes', asked: 100 })
      // The first and the last end where the bytes do.
      for (const size of sizes.slice(1, -1)) expect(Math.abs(size - 100)).toBeLessThanOrEqual(40)
      expect(new Set(sizes.slice(1, -1)).size).toBeGreaterThan(5)
    },
  },
  {
    kind: 'tcp-limit',
    parameters: { direction: 'to-server', bytes: 1_234 },
    async during(rig, client, context) {
      client.socket.write(meanwhile)
      expect(await client.over).toBe('ECONNRESET')
      const server = await rig.accepted(0)
      expect(await server.over).toBe('end')
      expect(server.received).toEqual(Buffer.concat([before, meanwhile.subarray(0, 1_234)]))
      expect(context.told).toEqual([{ name: 'bytes', asked: 1_234, seen: 1_234 }])
    },
    after: 'ECONNRESET',
  },
  {
    kind: 'tcp-refuse',
    parameters: {},
    async during(rig, client, context) {
      const next = await rig.connect()
      expect(await next.over).toBe('ECONNREFUSED')
      await echoesMeanwhile(client)
      expect(context.told.length).toBe(1)
    },
  },
]

describe.each(cases)('$kind $parameters', ({ kind, parameters, during, after, serve = echo }) => {
  test('does what was asked, tells so, and heals', async () => {
    rig = await startRig(serve)
    const client = await rig.connect()
    client.socket.write(before)
    await client.receives(before.length)
    const context = faultContext()

    const heal = await open(kind, parameters, rig, context)
    await during(rig, client, context)
    await heal()

    const fired = context.told.length
    if (after !== undefined) expect(await client.over).toBe(after)
    else {
      client.socket.write(afterwards)
      const all = Buffer.concat([before, meanwhile, afterwards])
      expect((await client.receives(all.length)).equals(all)).toBe(true)
    }
    const [through, directly] = await Promise.all([rig.connect(), rig.connectDirectly()])
    for (const { socket } of [through, directly]) socket.write(afterwards)
    await Promise.all([through, directly].map((peer) => peer.receives(afterwards.length)))
    expect(through.received.equals(directly.received)).toBe(true)
    expect(context.told.length).toBe(fired)
  })

  test('ends with the proxy, and can be healed afterwards', async () => {
    rig = await startRig(serve)
    const client = await rig.connect()
    await rig.accepted(0)
    const heal = await open(kind, parameters, rig, faultContext())
    client.socket.write(meanwhile)
    await rig.proxy.close()
    await heal()
    expect(['end', 'ECONNRESET']).toContain(await client.over)
    expect(rig.proxy.stats.openConnections).toBe(0)
  })
})

const tcpFaults = faults.filter(({ layer }) => layer === 'tcp') as unknown as WindowFault[]

function open(kind: string, parameters: object, { proxy }: Rig, context: Context): Heal | Promise<Heal> {
  const fault = tcpFaults.find((each) => each.kind === kind)!
  expect(fault.point!.accepts(proxy)).toBe(true)
  return fault.open(proxy, z.strictObject(fault.parameters).parse(parameters), context as never)
}

test('every fault of this layer stands in the table', () => {
  const kinds = tcpFaults.map(({ kind }) => kind)
  expect([...new Set(cases.map(({ kind }) => kind))].sort()).toEqual(kinds.sort())
})

test.each(tcpFaults)('$kind: what is drawn for it is valid', (fault) => {
  const schema = z.strictObject(fault.parameters)
  for (const draw of [0, 0.3, 0.5, 0.999_999]) schema.parse(fault.sample?.(() => draw) ?? {})
})

async function firedOnce(context: Context): Promise<void> {
  while (context.told.length === 0) await new Promise((resolve) => setImmediate(resolve))
}

test.each([
  ['tcp-latency', { delayMs: 0 }],
  ['tcp-slow-close', { delayMs: 0 }],
  ['tcp-bandwidth', { bytesPerSecond: 1e9 }],
  ['tcp-slicer', { pieceBytes: 1e6 }],
])('%s of nothing is none', async (kind, parameters) => {
  rig = await startRig()
  const context = faultContext()
  const heal = await open(kind, parameters, rig, context)
  const client = await rig.connect()
  client.socket.end(before)
  expect(await client.over).toBe('end')
  await heal()
  expect([client.received.length, context.told]).toEqual([before.length, []])
})
