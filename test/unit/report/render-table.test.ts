import { expect, test } from 'vitest'
import { renderTable } from '../../../src/report/render-table.ts'
import { metricsOf, withResponses } from '../../support/metrics.ts'
import { seriesOf } from '../../support/series.ts'

test('the table has a line a scenario, figures to the right', () => {
  const table = renderTable([
    metricsOf({
      name: 'nine agents',
      total_processed: 900,
      success_count: 900,
      success_rate: 1,
      throughput: 1234.5,
      ...withResponses(seriesOf([1, 1.5])),
    }),
    metricsOf({
      name: 'broken',
      verdict: 'invalid',
      cause: 'saturated',
      total_processed: 12_000,
      dropped_iterations: 1200,
      unfinished_iterations: 3,
      success_rate: 0.99999,
    }),
    metricsOf({ name: 'meant to', verdict: 'fail', expected_verdict: 'fail', throughput: 5 }),
    metricsOf({ name: 'meant to', verdict: 'pass', expected_verdict: 'fail' }),
    metricsOf({ name: 'meant to', verdict: 'invalid', cause: 'error', expected_verdict: 'fail' }),
  ])
  expect(table).toBe(
    [
      'scenario     verdict               done   success  missed  throughput   p50     p95     p99     max',
      'nine agents  pass                   900     100 %       0     1,235/s  1 ms  1.5 ms  1.5 ms  1.5 ms',
      'broken       invalid: saturated  12,000  99.999 %   1,203           -     -       -       -       -',
      'meant to     fail, as expected        0         -       0         5/s     -       -       -       -',
      'meant to     pass, not fail           0         -       0           -     -       -       -       -',
      'meant to     invalid, not fail        0         -       0           -     -       -       -       -',
    ].join('\n'),
  )
})

test('a long name is cut to 48 characters', () => {
  const [, line] = renderTable([metricsOf({ name: 'x'.repeat(60) })]).split('\n')
  expect(line).toMatch(/^x{47}…  pass/)
  const [, whole] = renderTable([metricsOf({ name: 'y'.repeat(48) })]).split('\n')
  expect(whole).toMatch(/^y{48}  pass/)
})
