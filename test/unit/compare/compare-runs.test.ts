import { describe, expect, test } from 'vitest'
import { compareRuns, type RunSettings } from '../../../src/compare/compare-runs.ts'
import { studentAbove } from '../../../src/compare/distributions/student-above.ts'
import { RunShift } from '../../../src/compare/run-shift.ts'
import type { RunValues } from '../../../src/compare/run-values.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import golden from './golden/runs-golden.json' with { type: 'json' }

const near = (actual: number, expected: number): void =>
  expect(Math.abs(actual - expected), `${actual}, not ${expected}`).toBeLessThan(
    1e-9 * Math.abs(expected) + 1e-15,
  )

describe('beside SciPy', () => {
  test.each(golden.shifts)('$from against $to', ({ from, to, centre, estimate, spread, above, ends }) => {
    const shift = new RunShift(from, to, 0)
    near(shift.estimate, estimate)
    near(shift.spread, spread)
    near(shift.chanceAbove(centre), above)
    near(shift.chanceBelow(centre), 1 - above)
    const interval = shift.interval(0.005)
    near(interval.from, ends[0]!)
    near(interval.to, ends[1]!)
  })

  test.each(golden.above)('t above $t with $freedom', ({ t, freedom, p }) =>
    near(studentAbove(t, freedom), p),
  )
})

const settings: RunSettings = { reference: 'before', variant: 'now', falseAlarms: 0.01, more: 'reference' }
const valuesOf = (given: Partial<RunValues>): RunValues => ({
  name: 'latency.p50',
  unit: 'ms',
  direction: 'lower is better',
  gated: true,
  margin: 0.2,
  resolution: 0.001,
  reference: [],
  variant: [],
  ...given,
})
/** Ten runs that differ by 2 % or so. */
const ten = [10, 10.2, 9.8, 10.1, 9.9, 10.3, 9.7, 10, 10.2, 9.8]
const found = (given: Partial<RunValues>) => {
  const { comparison, gates } = compareRuns([valuesOf({ reference: ten, ...given })], settings)
  return { metric: comparison.metrics[0]!, gate: gates[0]! }
}

describe('one run against ten', () => {
  test.each([
    ['as before', { variant: [10.1] }, 'equivalent', 'pass'],
    ['slower by far', { variant: [15] }, 'worse', 'fail'],
    ['faster by far', { variant: [6] }, 'better', 'pass'],
    ['at the margin', { variant: [12] }, 'undecided', 'invalid'],
    ['better or the same, and surely not worse', { variant: [8.3] }, 'undecided', 'pass'],
    ['more where more is better', { variant: [15], direction: 'higher is better' }, 'better', 'pass'],
    ['less where more is better', { variant: [6], direction: 'higher is better' }, 'worse', 'fail'],
  ] as const)('%s', (_name, given, outcome, verdict) => {
    const { metric, gate } = found(given)
    expect([metric.outcome, gate.verdict]).toEqual([outcome, verdict])
    const [least, most] = [metric.interval!.from, metric.interval!.to]
    expect([least < metric.ratio!, metric.ratio! < most, metric.ratio]).toEqual([
      true,
      true,
      expect.closeTo(given.variant[0] / 10, 2),
    ])
  })

  test('undecided says why, and what would help', () => {
    expect(found({ variant: [11.5] }).gate.detail).toMatch(
      /^the interval reaches across the margin; more runs there would not tell: longer runs, or a wider margin$/,
    )
    const few = found({ variant: [10.3], reference: ten.slice(0, 3) })
    expect(few.gate.detail).toMatch(/; about \d+ runs in the baseline would tell$/)
    expect(few.gate.verdict).toBe('invalid')
  })

  test('of values that are hardly resolved, little is known, however alike they are', () => {
    const alike = Array.from({ length: 10 }, () => 0.003)
    const { metric } = found({ reference: alike, variant: [0.004] })
    expect(metric.outcome).toBe('undecided')
    expect(found({ reference: alike, variant: [0.004], resolution: 1e-6 }).metric.outcome).toBe('worse')
  })
})

test.each([
  ['one run against one', [10], [10], '1 run against 1 cannot tell how much runs differ by themselves'],
  [
    'nothing to compare with',
    [],
    [10, 10, 10],
    '0 runs against 3 cannot tell how much runs differ by themselves',
  ],
  ['a run without a value', ten, [null], 'run 1 of the second side has no value'],
  [
    'a value without a ratio',
    [...ten, 0],
    [10],
    'run 11 of the first side has the value 0, which has no ratio',
  ],
])('%s: undecided, never passed over', (_name, reference, variant, reason) => {
  const { metric, gate } = found({ reference, variant })
  const ratio = reference.length === 1 ? 1 : null
  expect(metric).toMatchObject({ outcome: 'undecided', ratio, interval: null, reason })
  expect(gate).toMatchObject({ verdict: 'invalid', detail: expect.stringContaining(reason) })
})

test('gated metrics share the level, and those that are not gated decide nothing', () => {
  const metric = (name: string, gated: boolean): RunValues =>
    valuesOf({ name, gated, reference: ten, variant: [15] })
  const { comparison, gates } = compareRuns(
    [metric('a', true), metric('b', true), metric('c', false)],
    settings,
  )
  expect(comparison.metrics.map(({ confidence }) => confidence)).toEqual([0.995, 0.99, 0.99])
  expect(gates.map((gate) => gate.metric)).toEqual(['a', 'b'])
})

test('the same is called different in about 1 of 100, with no margin to speak of; with it in none', () => {
  const random = seededRandom(11)
  const uniform = (): number => (random.integer(0, 2 ** 30) + 0.5) / (2 ** 30 + 1)
  const noise = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  const side = (runs: number): number[] => Array.from({ length: runs }, () => Math.exp(0.05 * noise()))
  const alarms = { none: 0, margin: 0 }
  for (let trial = 0; trial < 1_500; trial++) {
    const [reference, variant] = [side(10), side(trial % 2 === 0 ? 1 : 3)]
    for (const [name, margin] of [
      ['none', 1e-9],
      ['margin', 0.2],
    ] as const) {
      const { metric } = found({ reference, variant, margin })
      if (metric.outcome === 'worse' || metric.outcome === 'better') alarms[name]++
    }
  }
  expect(alarms.none).toBeGreaterThan(5)
  expect(alarms.none).toBeLessThan(27)
  expect(alarms.margin).toBe(0)
})
