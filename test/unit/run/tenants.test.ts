import { expect, test } from 'vitest'
import { problemsOf } from '../../support/problems-of.ts'
import { arrivals, floodedByOne as shared, runShared as run } from '../../support/run-shared.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const few = { loads: { hog: arrivals(150, 1_000), a: arrivals(20, 1_000) } }

test('what is judged stands in the budgets, with both figures', async () => {
  const { metrics } = await run('first-come', few)
  const { a } = metrics.tenants!.each
  const judged = metrics.budgets!.filter(({ budget }) => budget.startsWith('tenants.'))
  expect(judged.map(({ budget, verdict, comparison, unit }) => [budget, verdict, comparison, unit])).toEqual([
    ['tenants.a.p99Ratio', 'fail', 'at most', 'number'],
    ['tenants.jain', 'fail', 'at least', 'number'],
  ])
  expect(judged[0]!.actual).toBe(a!.p99_ms! / a!.alone_p99_ms!)
  expect(judged[0]!.detail).toMatch(/^p99 \d+(\.\d+)? ms alone, \d+(\.\d+)? ms with the others$/)
})

test('a load has the same arrivals alone as with the others', async () => {
  const starts = new Map<string, number[]>()
  await runVirtually({ ...few, budgets: shared.budgets }, ({ iteration }) => {
    const load = iteration.load!
    starts.set(load, [...(starts.get(load) ?? []), iteration.scheduledMs])
  })
  for (const times of starts.values()) {
    expect(times.length % 2).toBe(0)
    expect(times.slice(times.length / 2)).toEqual(times.slice(0, times.length / 2))
  }
})

test('without a sound run alone nothing is decided', async () => {
  let built = 0
  const target = () => {
    if (++built === 2) throw new Error('no broker')
    return {}
  }
  const { metrics } = await runVirtually({ ...few, ...shared, loads: few.loads, target }, () => {})
  const [a, jain] = metrics.budgets!.filter(({ budget }) => budget.startsWith('tenants.'))
  expect([a!.verdict, a!.actual, jain!.verdict]).toEqual(['invalid', null, 'invalid'])
  expect(a!.detail).toBe('alone, it was error: the target failed to start: no broker')
  expect(metrics.verdict).toBe('invalid')
})

test('samples of a run alone that was not sound are not used', async () => {
  let closed = 0
  const teardown = (): void => {
    if (++closed === 2) throw new Error('stuck')
  }
  const { metrics } = await run('fair', { ...few, teardown })
  expect(metrics.tenants!.each['a']).toMatchObject({ alone_p99_ms: null, p99_ratio: null })
  expect(metrics.tenants!.each['hog']!.p99_ratio).toBeGreaterThan(0)
  expect(metrics.tenants!.jain).toBeNull()
})

test.each<[string, object, string]>([
  ['one load', { load: arrivals(5), budgets: shared.budgets }, 'budgets.tenants'],
  ['no limit', { loads: few.loads, budgets: { tenants: {} } }, 'budgets.tenants'],
  [
    'no such load',
    { loads: few.loads, budgets: { tenants: { p99Ratio: { max: 2, except: ['hogg'] } } } },
    'budgets.tenants.p99Ratio.except[0]',
  ],
  [
    'nobody left',
    { loads: few.loads, budgets: { tenants: { p99Ratio: { max: 2, except: ['hog', 'a'] } } } },
    'budgets.tenants.p99Ratio.except',
  ],
])('bad input: %s', (_, options, path) => {
  expect(problemsOf(options)).toEqual([expect.arrayContaining([path])])
})
