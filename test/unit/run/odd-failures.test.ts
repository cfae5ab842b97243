import { expect, test } from 'vitest'
import { revoked, throwingOn } from '../../support/odd-errors.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const unprintable = '(unprintable)'
/** What is thrown, and the reason and the example it is counted under. */
const odd: [unknown, string, string][] = [
  [Object.create(null), 'Error', unprintable],
  [{ message: 42, code: 'E42' }, 'E42', '42'],
  [{ message: Object.create(null), code: 'E43' }, 'E43', unprintable],
  [throwingOn('message'), 'known', unprintable],
  [Symbol('s'), 'symbol', 'Symbol(s)'],
  [10n, 'bigint', '10'],
  [() => {}, 'function', '() => {\n\t}'],
  [undefined, 'undefined', 'undefined'],
  [null, 'object', 'null'],
  ['', '', ''],
]
const unreadable = [throwingOn('reason'), throwingOn('name'), revoked()]
const thrown = [...odd.map(([error]) => error), ...unreadable]

test.each([
  ['open', { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 20 * thrown.length }],
  ['closed', { executor: 'shared-iterations', iterations: 2 * thrown.length, concurrency: 3 }],
])('whatever a workload throws is counted as one failure, %s model', async (_, load) => {
  const { metrics } = await runVirtually({ load }, ({ iteration: { index } }) => {
    const error = thrown[index % thrown.length]
    // Each once thrown, and once as a rejection.
    // oxlint-disable-next-line prefer-promise-reject-errors
    if (index >= thrown.length) return Promise.reject(error)
    throw error
  })
  expect(metrics).toMatchObject({
    verdict: 'fail',
    cause: null,
    problems: [],
    success_count: 0,
    failure_count: 2 * thrown.length,
  })
  const counted = metrics.failures!.reduce((sum, { count }) => sum + count, 0)
  expect(counted).toBe(metrics.failure_count)
  const expected = odd.map(([error, reason, example]) => ({
    reason,
    count: 2,
    example: typeof error === 'function' ? String(error) : example,
  }))
  expect(metrics.failures).toHaveLength(expected.length + 1)
  expect(metrics.failures).toEqual(expect.arrayContaining(expected))
  expect(metrics.failures![0]).toEqual({
    reason: unprintable,
    count: 2 * unreadable.length,
    example: expect.any(String) as unknown,
  })
})
