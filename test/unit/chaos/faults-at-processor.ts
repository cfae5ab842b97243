import { expect } from 'vitest'
import { failuresOf, ledgerOf, size, sizeOf, type Processed, type Row } from './fault-row.ts'

/** At the processor: the core is a mock that takes 1 ms, and leases last 500 ms. */
export const faultsAtProcessor: Row<Processed>[] = [
  {
    fault: { kind: 'no-op', on: 'core', at: { call: 3 }, until: { times: 2 } },
    site: 'core.sendMessage',
    fired: 2,
    shows: (run) => expect([run.core.total, run.metrics.verdict]).toEqual([30, 'pass']),
  },
  {
    fault: { kind: 'fail-before-effect', at: { call: 5 } },
    site: 'core.sendMessage',
    fired: 1,
    // The core never saw the attempt: it is made again.
    shows: (run) => expect([run.reached.length, ledgerOf(run).delivered]).toEqual([30, 30]),
  },
  {
    fault: { kind: 'fail-before-effect', on: 'queue', at: { call: 5 } },
    site: 'queue.enqueue',
    fired: 1,
    shows: (run) => {
      expect(failuresOf(run)).toEqual({ refused: 1 })
      expect(ledgerOf(run)).toMatchObject({ attempted: 30, accepted: 29, delivered: 29, phantom: 0 })
    },
  },
  {
    fault: { kind: 'fail-after-effect', at: { call: 5 } },
    site: 'core.sendMessage',
    fired: 1,
    // It took effect, and it is made again: a copy.
    shows: (run) => expect([run.reached.length, ledgerOf(run).duplicated]).toEqual([31, 1]),
  },
  {
    fault: { kind: 'fail-after-effect', on: 'queue', at: { call: 5 } },
    site: 'queue.enqueue',
    fired: 1,
    shows: (run) => {
      expect(failuresOf(run)).toEqual({ unknown: 1 })
      expect(ledgerOf(run)).toMatchObject({ accepted: 29, delivered: 30, recovered: 1 })
    },
  },
  {
    fault: { kind: 'hang', at: { call: 5 }, hangMs: 70 },
    site: 'core.sendMessage',
    fired: 1,
    shows: (run) => {
      expect(sizeOf(run, 'hangMs')).toEqual(size(70))
      expect(run.metrics.latency_stats.max_ms).toBe(71)
    },
  },
  {
    fault: { kind: 'hang', on: 'queue', at: { call: 5 }, hangMs: 70, fails: true },
    site: 'queue.enqueue',
    fired: 1,
    shows: (run) => {
      expect(sizeOf(run, 'hangMs')).toEqual(size(70))
      expect(ledgerOf(run)).toMatchObject({ attempted: 30, accepted: 29, delivered: 29 })
    },
  },
  {
    fault: { kind: 'delay', delayMs: 25 },
    site: 'core.sendMessage',
    fired: 30,
    shows: (run) => {
      expect(sizeOf(run, 'delayMs')).toEqual(size(25, 30))
      expect(run.metrics.latency_stats).toMatchObject({ min_ms: 26, max_ms: 26 })
    },
  },
  {
    // The processor offers first: who delays that must not be asked a second time.
    fault: { kind: 'delay', on: 'queue', delayMs: 25, probability: 0.5 },
    site: 'queue.enqueue',
    fired: 14,
    shows: (run) => {
      const slow = run.reached.length - 14
      expect([run.reached.length, slow, ledgerOf(run).delivered]).toEqual([30, 16, 30])
      expect(run.metrics.latency_stats).toMatchObject({ min_ms: 1, max_ms: 26 })
    },
  },
  {
    fault: { kind: 'delay', delayMs: 40, distribution: 'uniform', when: 'after' },
    site: 'core.sendMessage',
    fired: 30,
    shows: (run) => {
      const { asked, seen } = sizeOf(run, 'delayMs')!
      expect(asked[0]).toBeLessThan(20)
      expect(asked[1]).toBeGreaterThan(60)
      expect(asked[1]).toBeLessThan(80)
      expect([seen[0] - asked[0], seen[1] - asked[1]].map((each) => Math.abs(each) < 1e-6)).toEqual([
        true,
        true,
      ])
    },
  },
  {
    fault: { kind: 'delay', delayMs: 40, distribution: 'exponential' },
    site: 'core.sendMessage',
    fired: 30,
    shows: (run) => expect(sizeOf(run, 'delayMs')!.asked[1]).toBeGreaterThan(80),
  },
  {
    fault: { kind: 'drop', on: 'core', at: { call: 5 } },
    site: 'core.sendMessage',
    fired: 1,
    shows: (run) => {
      expect([run.reached.length, run.metrics.success_count]).toEqual([29, 30])
      expect([ledgerOf(run).lost, run.metrics.verdict]).toEqual([1, 'fail'])
    },
  },
  {
    fault: { kind: 'duplicate', on: 'core', at: { call: 5 }, copies: 3, gapMs: 2 },
    site: 'core.sendMessage',
    fired: 1,
    shows: (run) => {
      expect([run.reached.length, ledgerOf(run).duplicated]).toEqual([33, 3])
      expect(sizeOf(run, 'copies')).toEqual(size(3))
    },
  },
  {
    fault: { kind: 'reorder', on: 'core', window: 3, until: { times: 6 } },
    site: 'core.sendMessage',
    fired: 2,
    shows: (run) => {
      expect(sizeOf(run, 'window')).toEqual(size(3, 2))
      expect(ledgerOf(run).delivered).toBe(30)
      const first = run.reached.slice(0, 3).map(({ message }) => message.recipient)
      expect([...first].sort()).toEqual(['Agent-1', 'Agent-2', 'Agent-3'])
      expect(first).not.toEqual(['Agent-1', 'Agent-2', 'Agent-3'])
    },
  },
  {
    fault: { kind: 'misroute', at: { call: 5 }, to: 'Agent-9' },
    site: 'core.sendMessage',
    fired: 1,
    shows: (run) => expect(ledgerOf(run)).toMatchObject({ misrouted: 1, lost: 1, delivered: 30 }),
  },
  {
    fault: { kind: 'misroute', until: { times: 30 } },
    site: 'core.sendMessage',
    // Only the first of all has nobody before it.
    fired: 29,
    shows: (run) => {
      expect(run.reached.filter(({ message }) => !/^Agent-[123]$/.test(message.recipient))).toEqual([])
    },
  },
  {
    fault: { kind: 'corrupt', at: { call: 5 }, bits: 3, field: 'type' },
    site: 'core.sendMessage',
    fired: 1,
    shows: (run) => {
      expect(sizeOf(run, 'bits')).toEqual(size(3))
      const types = new Set(run.core.sent.map(({ type }) => type))
      const known = new Set(['SYSTEM_TO_AGENT', 'BROADCAST', 'ONBOARDING'])
      const wrong = [...types].filter((type) => !known.has(type))
      expect(wrong.length).toBe(1)
      const distances = [...known].map((right) => bitsApart(right, wrong[0]!))
      expect(distances).toContain(3)
    },
  },
  {
    fault: { kind: 'reject', on: 'queue', at: { call: 5 } },
    site: 'queue.enqueue',
    fired: 1,
    shows: (run) => {
      expect(failuresOf(run)).toEqual({ refused: 1 })
      expect(ledgerOf(run)).toMatchObject({ attempted: 30, accepted: 29, delivered: 29 })
    },
  },
  {
    fault: { kind: 'reject', on: 'core', at: { call: 5 } },
    site: 'core.sendMessage',
    fired: 1,
    shows: (run) => expect([run.reached.length, ledgerOf(run).delivered]).toEqual([30, 30]),
  },
  {
    fault: { kind: 'throttle', on: 'core', ratePerSecond: 20, burst: 2 },
    site: 'core.sendMessage',
    fired: 28,
    shows: (run) => {
      const times = run.reached.map(({ atMs }) => atMs)
      // Two at once, and then one every 50 ms.
      expect(times).toEqual([0, 0, ...Array.from({ length: 28 }, (_, n) => 50 * (n + 1))])
    },
  },
  {
    fault: { kind: 'ack-lost', at: { call: 5 } },
    site: 'queue.ack',
    fired: 1,
    // It comes again once its lease is over, and the processor knows it as done.
    shows: (run) => {
      expect(run.reached.length).toBe(30)
      expect(run.endMs).toBeGreaterThanOrEqual(500)
    },
  },
  {
    fault: { kind: 'consumer-crash', at: { call: 5 }, phase: 'before', downMs: 3 },
    site: 'consumer.handle',
    fired: 1,
    shows: (run) => {
      expect([run.reached.length, ledgerOf(run).duplicated]).toEqual([30, 0])
      expect(run.metrics.latency_stats.max_ms).toBeGreaterThanOrEqual(500)
      expect(sizeOf(run, 'downMs')).toEqual(size(3))
    },
  },
  ...(['in', 'after'] as const).map((phase) => ({
    fault: { kind: 'consumer-crash', at: { call: 5 }, phase },
    site: 'consumer.handle',
    fired: 1,
    // Its work had its effect, and its successor does it again.
    shows: (run: Processed) => {
      expect([run.reached.length, ledgerOf(run).duplicated]).toEqual([31, 1])
      expect(run.metrics.latency_stats.max_ms).toBeGreaterThanOrEqual(500)
    },
  })),
  {
    fault: { kind: 'poison-message', ratio: 0.2 },
    site: 'core.sendMessage',
    fired: 9,
    shows: (run) => {
      expect(failuresOf(run)).toEqual({ 'dead-lettered': 3 })
      expect(ledgerOf(run)).toMatchObject({ dead_lettered: 3, delivered: 27 })
    },
  },
]

function bitsApart(a: string, b: string): number {
  if (a.length !== b.length) return Infinity
  return Array.from(a, (unit, index) => unit.codePointAt(0)! ^ b.codePointAt(index)!)
    .map((xor) => xor.toString(2).replaceAll('0', '').length)
    .reduce((sum, bits) => sum + bits, 0)
}
