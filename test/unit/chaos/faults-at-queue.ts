import { expect } from 'vitest'
import { failuresOf, ledgerOf, size, sizeOf, type Queued, type Row } from './fault-row.ts'

/** At a bare queue with leases of 100 ms, as its users call it. */
export const faultsAtQueue: Row<Queued>[] = [
  {
    fault: { kind: 'fail-before-effect', on: 'queue', at: { call: 5 } },
    site: 'queue.enqueue',
    fired: 1,
    // It can be known that nothing happened.
    shows: (run) => {
      const sends = run.evidence!.history!.operations.filter(({ kind }) => kind === 'enqueue')
      expect(sends.filter(({ outcome }) => outcome === 'fail').length).toBe(1)
    },
  },
  {
    fault: { kind: 'drop', at: { call: 5 }, until: { times: 2 } },
    site: 'queue.enqueue',
    fired: 2,
    shows: (run) => expect([ledgerOf(run).lost, run.metrics.verdict]).toEqual([2, 'fail']),
  },
  {
    fault: { kind: 'misroute', on: 'queue', at: { call: 5 }, until: { times: 2 } },
    site: 'queue.enqueue',
    fired: 2,
    // Whom it was for never got it.
    shows: (run) =>
      expect([ledgerOf(run).misrouted, ledgerOf(run).lost, run.metrics.verdict]).toEqual([2, 2, 'fail']),
  },
  {
    fault: { kind: 'duplicate', at: { call: 5 }, copies: 2 },
    site: 'queue.enqueue',
    fired: 1,
    shows: (run) => {
      expect(sizeOf(run, 'copies')).toEqual(size(2))
      expect(run.queue.size + run.queue.inFlight + run.taken.length).toBe(32)
    },
  },
  {
    fault: { kind: 'priority-flip', at: { call: 5 }, to: 9 },
    site: 'queue.enqueue',
    fired: 1,
    shows: (run) => expect(run.taken.filter(({ priority }) => priority === 9).length).toBe(1),
  },
  {
    fault: { kind: 'queue-saturation', until: { times: 4 } },
    site: 'queue.enqueue',
    fired: 4,
    shows: (run) => {
      expect(sizeOf(run, 'capacity')).toEqual(size(0, 4))
      expect(failuresOf(run)).toEqual({ QUEUE_FULL: 4 })
      expect(ledgerOf(run)).toMatchObject({ attempted: 30, accepted: 26, delivered: 26 })
    },
  },
  {
    fault: { kind: 'ack-lost', until: { times: 3 } },
    site: 'queue.ack',
    fired: 3,
    shows: (run) => {
      const unknown = run.evidence!.history!.operations.filter(
        ({ kind, outcome }) => kind === 'ack' && outcome === 'info',
      )
      expect(unknown.length).toBe(3)
      expect(run.taken.length - new Set(run.taken.map(({ id }) => id)).size).toBeGreaterThanOrEqual(0)
      expect(run.queue.inFlight + run.queue.size).toBeGreaterThan(0)
    },
  },
  {
    fault: { kind: 'ack-late', until: { times: 3 }, delayMs: 10 },
    site: 'queue.ack',
    fired: 3,
    shows: (run) => {
      expect(sizeOf(run, 'delayMs')).toEqual(size(10, 3))
      expect([run.queue.inFlight, run.queue.size]).toEqual([0, 0])
    },
  },
  {
    fault: { kind: 'ack-doubled', until: { times: 3 }, copies: 2 },
    site: 'queue.ack',
    fired: 3,
    shows: (run) => {
      expect(sizeOf(run, 'copies')).toEqual(size(2, 3))
      expect([run.taken.length, run.metrics.verdict]).toEqual([30, 'pass'])
    },
  },
  {
    fault: { kind: 'premature-ack', until: { times: 3 } },
    site: 'queue.dequeue',
    fired: 3,
    shows: (run) => {
      const refused = run.evidence!.history!.operations.filter(
        ({ kind, outcome }) => kind === 'ack' && outcome === 'fail',
      )
      expect(refused.length).toBe(3)
    },
  },
]
