import { expect, test } from 'vitest'
import type { RecordedHistory } from '../../../src/check/evidence.ts'
import type { CheckResult } from '../../../src/model/metrics.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { renderDifferences } from '../../../src/report/render-differences.ts'
import { compareGuarantees } from '../../../src/run/compare-guarantees.ts'
import type { Turn } from '../../../src/run/turn.ts'
import { compareVirtually } from '../../support/comparison.ts'
import { metricsOf } from '../../support/metrics.ts'

const check = (verdict: Verdict, examples: string[] = []): CheckResult => ({
  guarantee: 'fifo',
  verdict,
  summary: `it is ${verdict}`,
  examples,
  proof: null,
})

/** Its history is the list of messages itself. */
const turn = (round: number, variant: string, checks: CheckResult[], messages: string[] = []): Turn => ({
  round,
  turn: 1,
  variant,
  seed: 100 + round,
  values: {},
  outcome: {
    metrics: metricsOf({
      guarantees: checks.length === 0 ? null : { ledger: null, history: null, checks, notes: [] },
    }),
    recording: null,
    evidence: { history: messages as unknown as RecordedHistory } as Turn['outcome']['evidence'],
  },
})
const linesOf = (history: RecordedHistory): string[] =>
  (history as unknown as string[]).map((value) => JSON.stringify({ value }))

test('the worst of all rounds stands for each variant, the first difference for all', () => {
  const turns = [
    turn(1, 'a', [check('pass')]),
    turn(1, 'b', [check('pass')]),
    turn(2, 'a', [check('pass')], ['m:1', 'm:2']),
    turn(2, 'b', [check('fail', ['overtook: m:2 (twice)'])], ['m:2', 'm:3', 'm:2']),
  ]
  const [found] = compareGuarantees(turns, linesOf)!
  expect(found).toEqual({
    guarantee: 'fifo',
    verdicts: { a: 'pass', b: 'fail' },
    round: 2,
    seed: 102,
    summaries: { a: 'it is pass', b: 'it is fail' },
    histories: { a: ['{"value":"m:2"}'], b: ['{"value":"m:2"}', '{"value":"m:2"}'] },
  })
})

test('where none differ, no history is told', () => {
  const turns = [
    turn(1, 'a', [check('fail', ['m:1'])], ['m:1']),
    turn(1, 'b', [check('fail', ['m:1'])], ['m:1']),
  ]
  expect(compareGuarantees(turns, linesOf)).toMatchObject([
    { verdicts: { a: 'fail', b: 'fail' }, round: null, seed: null, histories: {} },
  ])
  expect(compareGuarantees([turn(1, 'a', []), turn(1, 'b', [])], linesOf)).toBeNull()
})

test('a long history is cut, and told so', async () => {
  const many = Array.from({ length: 100 }, () => 'm:1')
  const turns = [turn(0, 'a', [check('pass')], many), turn(0, 'b', [check('fail', ['m:1'])], [])]
  const guarantees = compareGuarantees(turns, linesOf)!
  expect(guarantees[0]!.histories['a']).toHaveLength(40)
  const { comparison } = await compareVirtually(
    {
      variants: { a: {}, b: { target: () => 1 } },
      gate: {},
      rounds: 1,
      warmupRounds: 0,
    },
    (_, given, run) => run({ name: '', workload: () => {}, scenarioAt: () => given.scenario }, given),
  )
  const lines = renderDifferences(metricsOf({ comparison: { ...comparison!, guarantees } })).split('\n')
  expect(lines[0]).toBe('fifo: variants differ in the warm-up (seed 100), given the same messages')
  expect(lines.slice(1, 3)).toEqual(['  a: it is pass', '    {"value":"m:1"}'])
  expect(lines.at(-2)).toBe('    and 28 more, in the metrics file')
  expect(lines.at(-1)).toBe('  b: it is fail')
  expect(renderDifferences(metricsOf({ comparison }))).toBe('')
  expect(renderDifferences(metricsOf())).toBe('')
})
