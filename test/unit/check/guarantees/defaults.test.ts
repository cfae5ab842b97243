import { describe, expect, test } from 'vitest'
import { beyondPromises } from '../../../../src/check/beyond-promises.ts'
import { defaultGuarantees } from '../../../../src/check/default-guarantees.ts'
import { resolveGuarantees } from '../../../../src/config/resolve-guarantees.ts'
import type { QueueCapabilities } from '../../../../src/queue/message-queue.ts'
import { judgeGuarantees } from '../../../../src/run/judge-guarantees.ts'
import { evidenceOf, type Settings } from '../evidence-of.ts'

const everything: QueueCapabilities = {
  ordering: 'fifo',
  delivery: 'at-least-once',
  priority: false,
  capacity: 5,
  overflow: 'reject',
  redelivery: 'lease',
  leaseMs: 100,
  maxDeliveries: 2,
}
const lines = [
  'enqueue 0 ok @0-1',
  'enqueue 1 ok @2-3',
  'dequeue 0 ok @4-5',
  'dequeue 1 ok @6-7',
  'ack 1 ok @8-9 by 3',
  'dequeue 0 ok @150-151',
  'ack 0 ok @152-153 by 5',
]
const labelsOf = (settings: Settings) => {
  const { asserted, notes } = defaultGuarantees(evidenceOf(settings))
  return { labels: asserted.map(({ label }) => label), notes }
}

describe('by default', () => {
  test('what says nothing of itself delivers at least once', () => {
    expect(labelsOf({ lines })).toEqual({ labels: ['atLeastOnce'], notes: [] })
    expect(labelsOf({ lines, capabilities: {} })).toEqual({ labels: ['atLeastOnce'], notes: [] })
  })

  test('everything that is promised is judged', () => {
    expect(labelsOf({ lines, capabilities: everything })).toEqual({
      labels: ['atLeastOnce', 'fifo', 'fifoPerKey', 'capacity(5)', 'lease(100 ms)'],
      notes: [],
    })
  })

  test.each([
    ['at-most-once', ['atMostOnce']],
    ['at-least-once', ['atLeastOnce']],
    ['exactly-once', ['exactlyOnce']],
  ] as const)('%s', (delivery, labels) => {
    expect(labelsOf({ lines, capabilities: { delivery } }).labels).toEqual(labels)
  })

  test('what nothing put to the test is told, and not judged', () => {
    const { labels, notes } = labelsOf({
      lines: ['enqueue 0', 'dequeue 0', 'ack 0 ok by 1'],
      capabilities: { ...everything, priority: true },
    })
    expect(labels).toEqual(['atLeastOnce', 'capacity(5)'])
    expect(
      notes.map((note) => /^(\S+|lease\(.*?\)) is promised, and was not judged: \w+/.exec(note)?.[1]),
    ).toEqual(['fifo', 'fifoPerKey', 'priority', 'lease(100 ms)'])
  })

  test('what was not recorded, or cannot be seen there, is told, and not judged', () => {
    const unrecorded = { ...evidenceOf({ lines, capabilities: everything }), history: null }
    const { asserted, notes } = defaultGuarantees(unrecorded)
    expect(asserted.map(({ label }) => label)).toEqual(['atLeastOnce'])
    expect(notes).toHaveLength(4)
    expect(labelsOf({ lines, capabilities: everything, place: 'channel' }).labels).toEqual([
      'atLeastOnce',
      'fifo',
      'fifoPerKey',
    ])
    expect(labelsOf({ lines, capabilities: everything, place: 'deliveries' })).toEqual({
      labels: ['atLeastOnce'],
      notes: [],
    })
  })

  test('what is violated is judged, however little was put to the test', () => {
    const reversed = ['enqueue 0', 'enqueue 1', 'dequeue 1', 'dequeue 0']
    expect(labelsOf({ lines: reversed, capabilities: { ordering: 'fifo' } }).labels).toContain('fifo')
  })

  test('a history that was too small leaves what is promised undecided', () => {
    const { checks, overflow } = judgeGuarantees(
      null,
      evidenceOf({ lines, capabilities: everything, missed: 3 }),
    )
    expect(overflow).toBe('3 operations found no room in the history; set `history: { maxOperations }`')
    expect(checks.filter(({ verdict }) => verdict === 'invalid').map(({ guarantee }) => guarantee)).toContain(
      'fifo',
    )
    expect(judgeGuarantees(null, evidenceOf({ lines, missed: 3 })).overflow).toBe(null)
  })

  test('nothing delivered leaves everything undecided', () => {
    const { checks } = judgeGuarantees(null, evidenceOf({ lines: [], capabilities: everything }))
    expect(checks.map(({ verdict }) => verdict)).toEqual(checks.map(() => 'invalid'))
    expect(checks).toHaveLength(5)
  })
})

test('without evidence nothing that is asserted passes', () => {
  const asserted = resolveGuarantees(['fifo', 'atLeastOnce'], '')
  const { checks } = judgeGuarantees(asserted.ok ? asserted.value : null, null)
  expect(checks.map(({ guarantee, verdict }) => [guarantee, verdict])).toEqual([
    ['fifo', 'invalid'],
    ['atLeastOnce', 'invalid'],
  ])
  expect(judgeGuarantees(null, null).checks).toEqual([])
})

describe('what is asserted beyond what is declared', () => {
  const beyond = (guarantees: unknown[], capabilities: Partial<QueueCapabilities> | null) => {
    const resolved = resolveGuarantees(guarantees, '')
    return beyondPromises(resolved.ok ? resolved.value : [], capabilities).map(
      (line) => line.split(' is asserted')[0],
    )
  }
  const lease = (options: object) => ({ checker: 'lease', options })

  test('is said, with what is declared', () => {
    const resolved = resolveGuarantees(['exactlyOnce'], '')
    expect(
      beyondPromises(resolved.ok ? resolved.value : [], { delivery: 'at-least-once', priority: false }),
    ).toEqual(['exactlyOnce is asserted, more than the observed system declares (delivery: at-least-once)'])
  })

  test('is nothing where nothing is declared, or as much', () => {
    const all = ['atLeastOnce', 'fifo', 'fifoPerKey', { checker: 'size-limit', options: { capacity: 5 } }]
    expect(beyond([...all, 'priority', 'exclusiveInbox'], null)).toEqual([])
    expect(
      beyond([...all, lease({ visibilityMs: 100, maxDeliveries: 2 }), 'exclusiveInbox'], everything),
    ).toEqual([])
  })

  test.each([
    [
      ['atMostOnce', 'exactlyOnce', 'priority'],
      ['atMostOnce', 'exactlyOnce', 'priority'],
    ],
    [[{ checker: 'priority-inversion', options: { bound: 3 } }], ['boundedInversion(3)']],
    [[{ checker: 'size-limit', options: { capacity: 4 } }], ['capacity(4)']],
    [[lease({ visibilityMs: 101 })], ['lease(101 ms)']],
    [[lease({ visibilityMs: 50, maxDeliveries: 3 })], ['lease(50 ms)']],
  ])('%j', (guarantees, labels) => {
    expect(beyond(guarantees, everything)).toEqual(labels)
  })

  test('is not asked of checkers that no capability speaks of', () => {
    expect(beyond([{ checker: 'total-queue' }, { checker: 'unique-ids' }], everything)).toEqual([])
  })
})
