import { describe, expect, test } from 'vitest'
import { faults } from '../../../src/chaos/faults.ts'
import { faultsAtProcessor } from './faults-at-processor.ts'
import { faultsAtQueue } from './faults-at-queue.ts'
import { onlyOf, runProcessor, runQueue } from './support.ts'

describe('a fault at the processor fires, of the size asked', () => {
  test.each(faultsAtProcessor.map((row) => [title(row), row] as const))(
    '%s',
    async (_, { fault, site, fired, shows }) => {
      const run = await runProcessor({ faults: [fault] })
      const executed = onlyOf(run.metrics.faults)
      expect([executed.fired, executed.fired_by_site]).toEqual([fired, { [site]: fired }])
      shows(run)
    },
  )
})

describe('a fault at a queue fires, of the size asked', () => {
  test.each(faultsAtQueue.map((row) => [title(row), row] as const))(
    '%s',
    async (_, { fault, site, fired, shows }) => {
      const run = await runQueue({ faults: [fault] })
      const executed = onlyOf(run.metrics.faults)
      expect([executed.fired, executed.fired_by_site]).toEqual([fired, { [site]: fired }])
      shows(run)
    },
  )
})

test('calls that are reordered never keep their order', async () => {
  const fault = { kind: 'reorder', on: 'core', window: 2, until: { times: 2 } }
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const { reached } = await runProcessor({ seed, faults: [fault] })
    const recipients = reached.map(({ message }) => message.recipient).filter((name) => name !== 'Agent-3')
    expect([seed, recipients.slice(0, 2)]).toEqual([seed, ['Agent-2', 'Agent-1']])
  }
})

test('a single message is misrouted to one of those that messages went to before', async () => {
  const misrouted = { kind: 'misroute', on: 'core', at: { call: 8 } }
  const { metrics, reached } = await runProcessor({ faults: [misrouted], guarantees: ['exclusiveInbox'] })
  expect([onlyOf(metrics.faults).fired, metrics.verdict]).toEqual([1, 'fail'])
  expect(reached[7]!.message.recipient).not.toBe('Agent-2')
})

test('a copy that a full queue refuses is none', async () => {
  const { metrics } = await runQueue(
    { faults: [{ kind: 'duplicate', at: { call: 5 }, copies: 2 }] },
    { queue: { capacity: 1 } },
  )
  expect([onlyOf(metrics.faults).fired, metrics.cause]).toEqual([0, 'no-evidence'])
})

test('every fault of single calls has a row', () => {
  const rows = new Set([...faultsAtProcessor, ...faultsAtQueue].map(({ fault }) => fault.kind))
  const kinds = faults.filter((each) => 'sites' in each).map(({ kind }) => kind)
  expect(kinds.filter((kind) => !rows.has(kind))).toEqual([])
})

function title({ fault }: { fault: object }): string {
  return JSON.stringify(fault)
}
