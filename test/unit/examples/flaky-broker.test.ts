import { afterEach, expect, test, vi } from 'vitest'
import { BrokerClient } from '../../../examples/flaky-broker/src/broker-client.ts'
import { Broker } from '../../../examples/flaky-broker/src/broker.ts'
import type { WindowFault } from '../../../src/chaos/fault.ts'
import { faults } from '../../../src/chaos/faults.ts'
import { TcpProxy } from '../../../src/chaos/tcp/tcp-proxy.ts'
import { z } from '../../../src/foundation/schema.ts'
import type { Message } from '../../../src/queue/message.ts'
import { faultContext } from '../chaos/tcp/tcp-rig.ts'
import { makeMessage } from '../queue/make-message.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const message = (sequence: number): Message => makeMessage(sequence, { content: 'x'.repeat(100) })

/** The whole way: client, proxy, broker, proxy, consumers. `delivered` are the sequences, as they came. */
async function start() {
  const broker = await Broker.start()
  ends.push(() => broker.close())
  const proxy = await TcpProxy.start({ to: broker.port })
  ends.push(() => proxy.close())
  const client = new BrokerClient(proxy.port)
  const delivered: number[] = []
  const consumers = [1, 2].map(() => client.consume(({ sequence }) => void delivered.push(sequence)))
  ends.push(() => {
    client.close()
    return Promise.all(consumers)
  })
  return { broker, proxy, client, delivered }
}

const sequences = Array.from({ length: 40 }, (_, index) => index)
const allDelivered = (delivered: number[]) =>
  expect([...new Set(delivered)].sort((a, b) => a - b)).toEqual(sequences)

test('through a quiet network each message comes', async () => {
  const { broker, client, delivered } = await start()
  await Promise.all(sequences.map((sequence) => client.send(message(sequence))))
  await vi.waitUntil(() => broker.isEmpty)
  allDelivered(delivered)
})

test.each([
  ['tcp-latency', { delayMs: 30, jitterMs: 20 }],
  ['tcp-slicer', { pieceBytes: 50, variationBytes: 30, delayMs: 0 }],
  ['tcp-limit', { bytes: 500, direction: 'to-server' }],
  ['tcp-reset', { afterMs: 20 }],
  ['tcp-one-way-partition', {}],
  ['tcp-black-hole', {}],
] as const)('%s while it sends: it comes at least once', async (kind, parameters) => {
  const { broker, proxy, client, delivered } = await start()
  await client.send(message(0))
  const fault = faults.find((each) => each.kind === kind) as unknown as WindowFault
  const context = faultContext()
  const heal = await fault.open(proxy, z.strictObject(fault.parameters).parse(parameters), context as never)
  const sent = Promise.all(sequences.slice(1).map((sequence) => client.send(message(sequence))))
  await vi.waitUntil(() => context.told.length >= 3)
  await heal()
  await sent
  await vi.waitUntil(() => broker.isEmpty, { timeout: 5_000 })
  allDelivered(delivered)
})
