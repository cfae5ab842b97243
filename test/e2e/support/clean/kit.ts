import type { CleanFile } from './clean-file.ts'

/** The queue kit, guarantees, faults, comparisons, metrics, hooks. */
export const kit: CleanFile = {
  strength: 'sealed',
  head: `
import { capacity, check, counter, gauge, group, lease, rate, sometimes, trend } from 'vitest-stress'
import { InMemoryMessageQueue, MessageQueueProcessor, MockMessagingCore, agentMessages, messagingCoreFrom } from 'vitest-stress/queue'
const one = { executor: 'shared-iterations', iterations: 12, concurrency: 2 } as const
const data = agentMessages({ agents: 3 })
const processor = ({ clock, seed }) => new MessageQueueProcessor({ clock, agents: 3, core: new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 3 } }), queue: new InMemoryMessageQueue({ clock, leaseMs: 200, maxDeliveries: 50 }) })
const send = ({ target, iteration }) => target.send(iteration.message)
const queue = { load: one, data, target: () => new InMemoryMessageQueue({ capacity: 100 }) }
const drainOne = async ({ target, iteration }) => { await target.enqueue(iteration.message); const held = target.take(); if (held) target.ack(held) }
const swarm = { time: 'virtual', seed: 7, data, target: processor, load: { executor: 'per-agent-iterations', agents: 3, iterations: 20 }, budgets: { successRate: { min: 0 }, deadLettered: { max: 60 } }, guarantees: ['atLeastOnce'] } as const
const timed = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 5_000, agents: 3 }
const server = (ms, salt = 0) => ({ target: ({ clock, seed }) => ({ serve: () => clock.sleep(ms * (1 + (((seed >>> 3) ^ salt) & 63) / 640)) }) })`,
  scenarios: {
    'a processor': '{ load: one, data, target: processor }, send',
    'a processor on virtual time': "{ load: one, data, target: processor, time: 'virtual' }, send",
    'what was enqueued':
      "{ load: one, data, target: processor, guarantees: ['atLeastOnce'] }, ({ target, iteration }) => target.enqueue(iteration.message)",
    'a core of a function':
      '{ load: one, data, target: () => new MessageQueueProcessor({ core: messagingCoreFrom(async () => true) }), guarantees: ["atLeastOnce"] }, async ({ target, iteration }) => { await target.enqueue(iteration.message) }',
    'a queue': '{ ...queue }, drainOne',
    'a queue with bounds': '{ ...queue, guarantees: [capacity(100)] }, drainOne',
    'a queue with leases':
      '{ ...queue, target: () => new InMemoryMessageQueue({ leaseMs: 30_000, maxDeliveries: 5 }), guarantees: [lease({ visibilityMs: 30_000, maxDeliveries: 5 })] }, async ({ target, iteration }) => { await target.enqueue(iteration.message); for (let held = target.take(); held; held = target.take()) held.deliveryCount === 1 ? target.nack(held) : target.ack(held) }',
    'a history in a file': "{ ...queue, history: { path: 'histories/clean.jsonl' } }, drainOne",
    'a history without a file': '{ ...queue, history: { maxOperations: 1_000 } }, drainOne',
    'what must happen once':
      "{ ...queue, sometimes: ['held'] }, async (context) => { await drainOne(context); sometimes('held', true) }",
    'lost acknowledgements':
      "{ ...swarm, faults: [{ kind: 'ack-lost', at: { call: 4, agent: 'Agent-3' } }] }, send",
    crashes:
      "{ ...swarm, faults: [{ kind: 'consumer-crash', at: { operations: 30 }, until: { times: 2 } }] }, send",
    'drawn chaos': '{ ...swarm, chaos: { swarm: true } }, send',
    'a recovery':
      "{ ...swarm, load: timed, faults: [{ kind: 'delay', on: 'core', delayMs: 40 }], recovery: true }, send",
    'a comparison':
      "{ kind: 'comparison', time: 'virtual', seed: 3, load: { executor: 'shared-iterations', iterations: 20, concurrency: 2 }, rounds: 10, gate: {}, variants: { a: server(10), b: server(10, 5) } }, ({ target }) => target.serve()",
    'metrics of its own':
      "{ load: one, metrics: { orders: counter(), open: gauge(), even: rate(), size: trend({ unit: 'kB' }) }, budgets: { metrics: { orders: { min: 12 } } } }, ({ metrics, iteration }) => { metrics.orders.add(); metrics.open.set(1); metrics.even.add(true); metrics.size.record(iteration.index) }",
    checks: "{ load: one }, ({ iteration }) => { check('small', iteration.index < 100) }",
    groups: "{ load: one, time: 'virtual' }, ({ clock }) => group('nap', () => clock.sleep(2))",
    'budgets of all kinds':
      '{ load: one, budgets: { latency: { p99: { maxMs: 60_000 } }, throughput: { minPerSecond: 0.001 }, heapPeak: { maxBytes: 2 ** 34 }, failures: { max: 0 } } }, () => {}',
    hooks:
      '{ load: one, target: () => ({ close() {} }), setup: () => 1, beforeEachUser: () => ({ count: 0 }), afterEachUser: () => {}, teardown: () => {} }, ({ user }) => { user.count++ }',
    'a disposable target':
      '{ load: one, target: () => ({ [Symbol.asyncDispose]: async () => {} }) }, () => {}',
    'an observed channel':
      "{ load: one, target: () => { let tell = (_) => {}; return { send: async (order) => tell(order), onMessage: (listener) => { tell = listener }, idOf: ({ id }) => id, size: 0 } }, guarantees: ['exactlyOnce'] }, ({ target, iteration }) => target.send({ id: 'o' + iteration.index })",
    'fair shares':
      "{ time: 'virtual', seed: 5, target: ({ clock }) => ({ serve: () => clock.sleep(5) }), loads: { a: { executor: 'constant-arrival-rate', ratePerSecond: 40, durationMs: 5_000 }, b: { executor: 'constant-arrival-rate', ratePerSecond: 40, durationMs: 5_000 } }, budgets: { tenants: { p99Ratio: { max: 3 } } } }, ({ target }) => target.serve()",
    'no look at leaks': '{ load: one, leaks: false }, () => {}',
  },
}
