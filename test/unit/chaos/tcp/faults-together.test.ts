import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { openBandwidth } from '../../../../src/chaos/tcp/open-bandwidth.ts'
import { openLatency } from '../../../../src/chaos/tcp/open-latency.ts'
import { openLimit } from '../../../../src/chaos/tcp/open-limit.ts'
import { openRefuse } from '../../../../src/chaos/tcp/open-refuse.ts'
import { openReset } from '../../../../src/chaos/tcp/open-reset.ts'
import { openSilence } from '../../../../src/chaos/tcp/open-silence.ts'
import { openSlicer } from '../../../../src/chaos/tcp/open-slicer.ts'
import { openSlowClose } from '../../../../src/chaos/tcp/open-slow-close.ts'
import { tearDown } from '../../../../src/chaos/tcp/tear-down.ts'
import type { TcpProxy } from '../../../../src/chaos/tcp/tcp-proxy.ts'
import { bytesOf, faultContext, startRig, type Rig } from './tcp-rig.ts'

const both = { direction: 'both', connectionShare: 1 } as const

let rig: Rig | null = null
afterEach(async () => {
  await rig?.close()
  rig = null
})

/** The faults that keep a connection, each as it is opened. */
const gentle: ((proxy: TcpProxy) => () => void)[] = [
  (proxy) => openLatency(proxy, { ...both, delayMs: 2, jitterMs: 2 }, faultContext()),
  (proxy) => openBandwidth(proxy, { ...both, bytesPerSecond: 500_000 }, faultContext()),
  (proxy) => openSlicer(proxy, { ...both, pieceBytes: 700, variationBytes: 300, delayMs: 1 }, faultContext()),
  (proxy) => openSilence(proxy, { ...both, onHeal: 'deliver' }, faultContext()),
  (proxy) => openSlowClose(proxy, { ...both, delayMs: 5 }, faultContext()),
]

test('whatever is opened and healed during a transfer, in any order, the bytes are the same', async () => {
  rig = await startRig()
  const { proxy, connect } = rig
  const steps = fc.array(
    fc.record({
      bytes: fc.integer({ min: 1, max: 20_000 }),
      /** Opened when it is healed, and healed when it is open. */
      toggle: fc.integer({ min: 0, max: gentle.length - 1 }),
      waits: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const client = await connect()
      const heals = new Map<number, () => void>()
      for (const [index, { bytes, toggle, waits }] of steps.entries()) {
        client.socket.write(bytesOf(bytes, index))
        if (waits) await new Promise((resolve) => setImmediate(resolve))
        const heal = heals.get(toggle)
        heal?.()
        if (heal) heals.delete(toggle)
        else heals.set(toggle, gentle[toggle]!(proxy))
      }
      client.socket.end()
      for (const heal of heals.values()) heal()
      expect(await client.over).toBe('end')
      const expected = Buffer.concat(steps.map(({ bytes }, index) => bytesOf(bytes, index)))
      expect(client.received.equals(expected)).toBe(true)
    }),
    { numRuns: 40 },
  )
  await rig.emptied()
})

test('latency keeps the bytes in order on many connections, also those that come while it is open', async () => {
  rig = await startRig()
  const heal = openLatency(rig.proxy, { ...both, delayMs: 5, jitterMs: 5 }, faultContext())
  const clients = await Promise.all(Array.from({ length: 10 }, rig.connect))
  for (const [index, { socket }] of clients.entries()) socket.end(bytesOf(100_000, index))
  expect(await Promise.all(clients.map(({ over }) => over))).toEqual(clients.map(() => 'end'))
  for (const [index, { received }] of clients.entries())
    expect(received.equals(bytesOf(100_000, index))).toBe(true)
  heal()
})

test('the cuts of a slicer depend on the place in the stream, not on the chunks or on when it is opened', async () => {
  /** Where the stream was cut, given what came before the fault and in which writes the rest. */
  const cutsOf = async (before: number, writes: number[]): Promise<number[]> => {
    const rig = await startRig(() => {})
    const context = faultContext()
    const client = await rig.connect()
    const server = await rig.accepted(0)
    client.socket.write(bytesOf(before))
    await server.receives(before)
    const sliced = { direction: 'to-server', connectionShare: 1, pieceBytes: 50, variationBytes: 20 } as const
    openSlicer(rig.proxy, { ...sliced, delayMs: 1 }, context)
    let sent = before
    for (const bytes of writes) {
      client.socket.write(bytesOf(bytes))
      await server.receives((sent += bytes))
    }
    await rig.close()
    let at = before
    return context.sizes().map((size) => (at += size))
  }
  const whole = await cutsOf(100, [900])
  const parts = await cutsOf(137, [263, 600])
  expect(whole.length).toBeGreaterThan(10)
  const late = whole.filter((cut) => cut > 137)
  expect(parts.filter((cut) => cut !== 400)).toEqual(late.filter((cut) => cut !== 400))
  // Opened right before a cut that is later than the even one.
  const shifted = whole.find((cut) => cut % 50 > 1 && cut % 50 <= 10)!
  expect((await cutsOf(shifted - 1, [100]))[0]).toBe(shifted)
})

test('a share of the connections: which ones is decided once for each, and the same for the same seed', async () => {
  rig = await startRig()
  const clients = await Promise.all(Array.from({ length: 30 }, rig.connect))
  await rig.accepted(29)
  const context = faultContext()
  openReset(rig.proxy, { afterMs: 0, connectionShare: 0.5 }, context)
  const expected = clients.filter((_, index) => context.decide(`connection ${index}`) < 0.5).length
  expect(context.told.length).toBe(expected)
  expect(expected).toBeGreaterThan(5)
  expect(expected).toBeLessThan(25)
})

test('refused by two faults: connecting works again when both are healed, at the same port', async () => {
  rig = await startRig()
  const { port } = rig.proxy
  const [first, second] = await Promise.all([1, 2].map(() => openRefuse(rig!.proxy, {}, faultContext())))
  await first!()
  expect(await (await rig.connect()).over).toBe('ECONNREFUSED')
  await second!()
  expect(rig.proxy.port).toBe(port)
  const client = await rig.connect()
  client.socket.end('hello')
  expect(await client.over).toBe('end')
  expect(client.received.toString()).toBe('hello')
})

test('a limit behind a latency: the receiver gets precisely so many bytes, and then the end', async () => {
  rig = await startRig(() => {})
  openLimit(rig.proxy, { ...both, bytes: 300 }, faultContext())
  openLatency(rig.proxy, { ...both, delayMs: 10, jitterMs: 0 }, faultContext())
  const client = await rig.connect()
  const server = await rig.accepted(0)
  client.socket.write(bytesOf(1_000))
  expect(await client.over).toBe('ECONNRESET')
  expect(await server.over).toBe('end')
  expect(server.received.equals(bytesOf(300))).toBe(true)
})

test('the reset of one side comes after the bytes that a latency still holds', async () => {
  rig = await startRig(() => {})
  const client = await rig.connect()
  const server = await rig.accepted(0)
  openLatency(rig.proxy, { ...both, delayMs: 20, jitterMs: 0 }, faultContext())
  client.socket.write('last words')
  await new Promise<void>((resolve) => setImmediate(resolve))
  tearDown(client.socket)
  await server.receives(10)
  // Node 20 reads an end where bytes and a reset come in one turn.
  expect(['ECONNRESET', 'end']).toContain(await server.over)
})

test('a reset does not wait for a peer that reads nothing', async () => {
  rig = await startRig(({ socket }) => socket.pause())
  const client = await rig.connect()
  await rig.accepted(0)
  // More than the systems on the way hold: the rest waits in the proxy.
  client.socket.write(Buffer.alloc(2 ** 25))
  for (let before = -1; rig.proxy.stats.toServerBytes > before;) {
    before = rig.proxy.stats.toServerBytes
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(rig.proxy.stats.toServerBytes).toBeLessThan(2 ** 25)
  openReset(rig.proxy, { afterMs: 0, connectionShare: 1 }, faultContext())
  expect(await client.over).toBe('ECONNRESET')
  await rig.emptied()
})
