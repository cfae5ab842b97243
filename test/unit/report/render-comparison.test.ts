import { describe, expect, test } from 'vitest'
import type { ComparedMetric, Comparison } from '../../../src/model/comparison.ts'
import { formatChange } from '../../../src/report/format-change.ts'
import { renderComparisonMarkdown } from '../../../src/report/render-comparison-markdown.ts'
import { renderComparison } from '../../../src/report/render-comparison.ts'

const metric = (given: Partial<ComparedMetric> = {}): ComparedMetric => ({
  name: 'latency.p50',
  unit: 'ms',
  direction: 'lower is better',
  variant: 'pooled',
  gated: true,
  rounds: 10,
  ratio: 1.203,
  interval: { from: 1.1, to: 1.3 },
  confidence: 0.995,
  margin: 0.05,
  outcome: 'worse',
  reason: null,
  smallest_effect: 1.0912,
  equality_chance: 0.001,
  ...given,
})
const undecided = metric({
  name: 'throughput',
  gated: false,
  ratio: null,
  interval: null,
  outcome: 'undecided',
  reason: 'round 3 of pooled has no value',
  smallest_effect: null,
  confidence: 0.99,
  margin: 0.125,
})
const comparison = (given: Partial<Comparison> = {}): Comparison => ({
  reference: 'plain',
  variants: ['pooled'],
  false_alarms: 0.01,
  looks: [10, 20],
  looked: 1,
  metrics: [metric(), undecided],
  ...given,
})

describe('in a terminal', () => {
  test('a line for each metric of each variant', () => {
    expect(renderComparison(comparison())).toBe(
      [
        'Compared beside plain, after 10 of at most 20 rounds; wrongly worse or better: at most 1 %',
        '  metric       variant  rounds   change                 interval  margin  would find  outcome',
        '  latency.p50  pooled       10  +20.3 %  +10 % to +30 % (99.5 %)     5 %      +9.1 %  worse',
        '  throughput   pooled       10        -                        -  12.5 %           -  undecided, not gated: round 3 of pooled has no value',
      ].join('\n'),
    )
  })

  test('after the last look, its rounds alone', () => {
    const text = renderComparison(comparison({ looked: 2 }))
    expect(text).toMatch(/^Compared beside plain, after 20 rounds;/)
  })

  test('names cannot break a line, nor fill it, and wide characters keep the columns', () => {
    const long = `${'x'.repeat(60)}the end`
    const variants = ['日本', 'b\nc\u001B[2J', long]
    const lines = renderComparison(
      comparison({ metrics: variants.map((variant) => metric({ variant })) }),
    ).split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[2]).toContain(`  日本${' '.repeat(40 - 4)}      10  `)
    expect(lines[3]).toContain('b c [2J')
    expect(lines[4]).toMatch(/ …x+the end {2}/)
  })
})

describe('in Markdown', () => {
  test('is a table with the figures to the right', () => {
    const lines = renderComparisonMarkdown(comparison()).split('\n')
    expect(lines[0]).toMatch(/^Compared beside plain, after 10 of at most 20 rounds;/)
    expect(lines[2]).toBe('| metric | variant | rounds | change | interval | margin | would find | outcome |')
    expect(lines[3]).toBe('| :-- | :-- | --: | --: | --: | --: | --: | --: |')
    expect(lines[4]).toBe(
      '| latency.p50 | pooled | 10 | +20.3 % | +10 % to +30 % (99.5 %) | 5 % | +9.1 % | worse |',
    )
  })

  test('no name is more than text', () => {
    const text = renderComparisonMarkdown(
      comparison({ reference: '<b>|@x', metrics: [metric({ variant: 'a|b' })] }),
    )
    expect(text).not.toMatch(/<b>|@x|a\|b/)
  })

  test('says what it left out', () => {
    const text = renderComparisonMarkdown(comparison({ metrics: Array(102).fill(metric()) }))
    expect(text).toMatch(/and 2 more, in the metrics file\.$/)
  })
})

test.each([
  [1.2, '+20 %'],
  [0.96, '-4 %'],
  [1, '0 %'],
  [1.00001, '0 %'],
  [3, '×3'],
  [12.44, '×12.4'],
  [0.25, '×0.25'],
  [null, '-'],
])('the change of ratio %s is %s', (ratio, text) => {
  expect(formatChange(ratio)).toBe(text)
})
